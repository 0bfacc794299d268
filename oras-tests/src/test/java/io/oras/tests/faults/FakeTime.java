package io.oras.tests.faults;

import io.oras.core.options.Sleeper;
import io.oras.tests.UtcClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only sleeping moves. */
final class FakeTime extends UtcClock implements Sleeper {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Duration> slept = new CopyOnWriteArrayList<>();
  private volatile Runnable onSleep = () -> {};

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.add(duration);
    onSleep.run();
  }

  /** Runs with every sleep. */
  void onSleep(Runnable action) {
    onSleep = action;
  }

  List<Duration> slept() {
    return List.copyOf(slept);
  }

  @Override
  public Instant instant() {
    return START.plus(slept.stream().reduce(Duration.ZERO, Duration::plus));
  }
}
