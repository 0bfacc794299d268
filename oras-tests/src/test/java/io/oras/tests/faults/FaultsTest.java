package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oras.api.error.OrasException;
import io.oras.api.error.OrasException.Side;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.RequestGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a registry does, an operation ends with the right bytes, or with one of our exceptions
 * and nothing left behind.
 */
class FaultsTest {
  /** To repeat a run: {@code -Dfaults.seed=…}. */
  private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  @TempDir Path temp;

  static Stream<Arguments> faults() {
    System.out.println("faults.seed=" + SEED);
    return NetworkFaults.all(new Random(SEED))
        .flatMap(fault -> fault.during().stream().sorted().map(op -> arguments(op, fault)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void bytesAreRightOrNothingIsLeft(Operation operation, NetworkFault fault) throws Exception {
    try (Bench bench = new Bench(temp.resolve("out"))) {
      fault.faults().forEach(bench.registry::fault);
      OrasBuilder builder = bench.builder();
      if (fault.stall() != null) {
        RequestGate gate = new RequestGate();
        bench.registry.fault(fault.stall().fault(gate));
        builder.transport(new ShortTimeouts(fault.stall(), gate));
      }
      IOException failure = attempt(bench, operation, builder);
      if (fault.failure() == null) {
        if (failure != null) {
          throw failure;
        }
        assertEquals(List.of(), bench.missing(operation));
      } else {
        assertInstanceOf(fault.failure(), failure, () -> "" + failure);
        assertTrue(failure.getMessage().length() < 20_000, "the message is too long");
        assertEquals(List.of(), bench.remains());
        if (operation == Operation.COPY) {
          Side side = fault.during().equals(NetworkFault.READING) ? Side.SOURCE : Side.DESTINATION;
          assertEquals(Optional.of(side), ((OrasException) failure).side(), failure::getMessage);
        }
      }
      assertTrue(
          bench.registry.openUploads() <= fault.lost(),
          () -> bench.registry.openUploads() + " uploads left open: " + bench.registry.requests());
      if (fault.waited() != null) {
        assertTrue(
            bench.time.slept().stream()
                .anyMatch(d -> d.compareTo(fault.waited().minusSeconds(1)) > 0),
            () -> "slept only " + bench.time.slept());
      }
    }
  }

  private static IOException attempt(Bench bench, Operation operation, OrasBuilder builder)
      throws Exception {
    Threads threads = Threads.now();
    try (Oras oras = builder.build()) {
      bench.run(operation, oras);
      return null;
    } catch (IOException e) {
      return e;
    } finally {
      threads.awaitEnd();
    }
  }
}
