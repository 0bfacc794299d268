package io.oras.core.http;

import io.oras.core.options.Sleeper;
import io.oras.core.options.UtcClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only sleeping moves. */
public final class FakeTime extends UtcClock implements Sleeper {
  private final List<Duration> slept = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    slept.add(duration);
    pass(duration);
  }

  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** All delays so far. */
  public List<Duration> slept() {
    return List.copyOf(slept);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
