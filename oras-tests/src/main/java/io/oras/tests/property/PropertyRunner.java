package io.oras.tests.property;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Checks a property with many seeds: those kept in {@code /seeds.txt} because they once failed, and
 * the first few numbers. A failure names its seed.
 *
 * <pre>
 * -Doras.fuzz.seconds=60   random seeds instead, for that long for each property
 * -Doras.fuzz.inputs=10000 that many seeds for each property, if it has fewer
 * -Doras.fuzz.seed=17      this seed alone
 * </pre>
 *
 * <p>A line of {@code /seeds.txt} is the property's name, a seed, and why it is kept.
 */
public final class PropertyRunner {
  private static final int MOST_FAILURES = 5;

  private PropertyRunner() {}

  /**
   * Checks the property.
   *
   * @param name in {@code /seeds.txt}
   * @param runs how many seeds beside those kept
   * @throws AssertionError naming the seeds that failed; the first failure is its cause
   */
  public static void check(String name, int runs, Property property) {
    Long seed = Long.getLong("oras.fuzz.seed");
    Integer seconds = Integer.getInteger("oras.fuzz.seconds");
    if (seed != null) {
      run(name, LongStream.of(seed), Long.MAX_VALUE, property);
    } else if (seconds != null) {
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      run(name, new SplittableRandom().longs(), end, property);
    } else {
      LongStream kept = kept(name).stream().mapToLong(Long::longValue);
      int inputs = Math.max(runs, Integer.getInteger("oras.fuzz.inputs", 0));
      run(
          name,
          LongStream.concat(kept, LongStream.rangeClosed(1, inputs)),
          Long.MAX_VALUE,
          property);
    }
  }

  private static void run(String name, LongStream seeds, long end, Property property) {
    List<Long> failed = new ArrayList<>();
    Throwable first = null;
    long count = 0;
    for (var each = seeds.iterator();
        each.hasNext() && failed.size() < MOST_FAILURES && end - System.nanoTime() > 0;
        count++) {
      long seed = each.nextLong();
      try {
        property.check(new SeededRandom(seed));
      } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
        failed.add(seed);
        first = first == null ? e : first;
      }
    }
    System.out.printf("%s: %s seeds, failed: %s%n", name, count, failed);
    if (first != null) {
      throw new AssertionError(
          "%s fails with the seeds %s, first with: %s; -Doras.fuzz.seed=%s repeats it"
              .formatted(name, failed, first, failed.get(0)),
          first);
    }
  }

  private static List<Long> kept(String name) {
    try (InputStream in = PropertyRunner.class.getResourceAsStream("/seeds.txt")) {
      if (in == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.split(" ", 3))
          .filter(words -> words[0].equals(name))
          .map(words -> Long.valueOf(words[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
