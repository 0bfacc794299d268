package io.oras.tests.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of a registry and how often each has matched. Thread safe. */
final class Faults {
  private final List<Counted> faults = new CopyOnWriteArrayList<>();

  private record Counted(Fault fault, AtomicInteger count) {}

  void add(Fault fault) {
    faults.add(new Counted(fault, new AtomicInteger()));
  }

  void clear() {
    faults.clear();
  }

  FaultScript script(String method, String path, String query) {
    FaultScript script = new FaultScript();
    for (Counted counted : faults) {
      if (counted.fault.matches(method, path, query)
          && counted.fault.hits(counted.count.incrementAndGet())) {
        counted.fault.apply(script);
      }
    }
    return script;
  }
}
