package io.oras.tests.property;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates random values for one run; the same seed repeats the run. For use by one thread. */
public final class SeededRandom {
  /** Code points that parsers get wrong. */
  private static final int[] ODD = {
    0, 1, '\t', '\n', '\r', ' ', '"', '\\', '/', '%', 0x7f, 0x85, 0xa0, 0xe9, 0x130, 0x2028, 0xfeff,
    0xffff, 0x1f600
  };

  /** Stay first and in this order, so that the seeds that are kept repeat their inputs. */
  private static final List<String> JSON = List.of("{", "}", "[", "]", "\"", ":", ",", "null");

  private final SplittableRandom random;

  /** Creates a generator whose values depend only on the seed. */
  public SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number from {@code low} to {@code high}. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Returns any number; small numbers and the ends of ranges are frequent. */
  public long number() {
    return switch (below(4)) {
      case 0 -> below(10);
      case 1 -> random.nextLong();
      case 2 -> (1L << below(64)) - below(2);
      default -> random.nextInt();
    };
  }

  /** Returns true once in {@code n} calls on average. */
  public boolean oneIn(int n) {
    return below(n) == 0;
  }

  /** Returns one of them. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final <T> T pick(T... choices) {
    return choices[below(choices.length)];
  }

  /** Returns one of them. */
  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Returns a list of {@code low} to {@code high} elements. */
  public <T> List<T> list(int low, int high, Supplier<? extends T> element) {
    return Stream.<T>generate(element).limit(between(low, high)).toList();
  }

  /** Returns a text of characters of the alphabet. */
  public String text(String alphabet, int low, int high) {
    StringBuilder text = new StringBuilder();
    for (int i = between(low, high); i > 0; i--) {
      text.append(alphabet.charAt(below(alphabet.length())));
    }
    return text.toString();
  }

  /** Returns any text without unpaired surrogates. */
  public String anyText(int high) {
    return IntStream.generate(this::codePoint)
        .limit(below(high + 1))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private int codePoint() {
    return switch (below(3)) {
      case 0 -> ODD[below(ODD.length)];
      case 1 -> between(' ', '~');
      default -> oneIn(2) ? below(0xd800) : between(0xe000, 0x10ffff);
    };
  }

  /** Returns random bytes. */
  public byte[] bytes(int low, int high) {
    byte[] bytes = new byte[between(low, high)];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Returns the fragments of JSON texts, followed by more of them.
   *
   * @param more fragments with a meaning in one kind of document
   */
  public static String[] jsonFragments(String... more) {
    return Stream.concat(JSON.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /**
   * Returns a copy with one to four edits: changed bytes, removed, repeated or moved parts, and
   * inserted fragments.
   *
   * @param fragments parts with a meaning in the format
   */
  public byte[] mutated(byte[] bytes, String... fragments) {
    byte[] changed = bytes;
    for (int edits = between(1, 4); edits > 0; edits--) {
      changed = edited(changed, fragments);
    }
    return changed;
  }

  /** Returns a text edited like bytes; bytes that are not UTF-8 afterwards become U+FFFD. */
  public String mutated(String text, String... fragments) {
    return new String(
        mutated(text.getBytes(StandardCharsets.UTF_8), fragments), StandardCharsets.UTF_8);
  }

  private byte[] edited(byte[] bytes, String... fragments) {
    int from = below(bytes.length + 1);
    int to = from + below(Math.min(bytes.length - from, oneIn(4) ? bytes.length : 16) + 1);
    byte[] middle = Arrays.copyOfRange(bytes, from, to);
    return switch (below(fragments.length == 0 ? 5 : 6)) {
      case 0 -> join(bytes, from, new byte[0], to);
      case 1 -> join(bytes, from, middle, from);
      case 2 -> join(bytes, from, bytes(1, 4), from);
      case 3 -> join(bytes, from, anyText(3).getBytes(StandardCharsets.UTF_8), to);
      case 4 -> {
        if (middle.length > 0) {
          middle[below(middle.length)] ^= (byte) (1 << below(8));
        }
        yield join(bytes, from, middle, to);
      }
      default -> join(bytes, from, pick(fragments).getBytes(StandardCharsets.UTF_8), to);
    };
  }

  /** Returns the bytes before {@code from}, the middle, and the bytes from {@code to}. */
  private static byte[] join(byte[] bytes, int from, byte[] middle, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(middle);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
