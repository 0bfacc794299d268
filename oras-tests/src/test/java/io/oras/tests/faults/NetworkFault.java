package io.oras.tests.faults;

import io.oras.api.error.OrasException;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One row of the table: what goes wrong during which operations, and how they end.
 *
 * @param name of the row
 * @param during these operations
 * @param failure that ends them, or null when they succeed all the same
 * @param stall the requests that stall, or null
 * @param waited a delay that the server asked for, or null
 * @param lost sessions of which the client cannot know, or that the server said were gone
 * @param faults of the registry
 */
record NetworkFault(
    String name,
    Set<Operation> during,
    Class<? extends OrasException> failure,
    Stall stall,
    Duration waited,
    int lost,
    List<Fault> faults) {
  static final Set<Operation> READING = Set.of(Operation.PULL, Operation.COPY);
  static final Set<Operation> WRITING = Set.of(Operation.PUSH, Operation.COPY);

  /** They succeed. */
  static NetworkFault passing(String name, Set<Operation> during, Fault... faults) {
    return new NetworkFault(name, during, null, null, null, 0, Arrays.asList(faults));
  }

  /** They fail. */
  static NetworkFault ending(
      String name, Set<Operation> during, Class<? extends OrasException> failure, Fault... faults) {
    return new NetworkFault(name, during, failure, null, null, 0, Arrays.asList(faults));
  }

  NetworkFault stalling(Stall requests) {
    return new NetworkFault(name, during, failure, requests, waited, lost, faults);
  }

  NetworkFault waiting(Duration least) {
    return new NetworkFault(name, during, failure, stall, least, lost, faults);
  }

  NetworkFault losing(int sessions) {
    return new NetworkFault(name, during, failure, stall, waited, sessions, faults);
  }

  @Override
  public String toString() {
    return name;
  }
}
