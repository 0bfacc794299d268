package io.oras.core.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock that starts at the time of another and then advances with the time that passes, whatever
 * happens to the other: delays and lifetimes are measured by it.
 */
public final class SteadyClock extends Clock {
  private final Instant start;
  private final LongSupplier nanos;
  private final long startNanos;
  private final ZoneId zone;

  SteadyClock(Instant start, LongSupplier nanos, ZoneId zone) {
    this.start = start;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.zone = zone;
  }

  /** Returns a steady clock in place of the system's clock; another clock is returned as it is. */
  public static Clock unlessGiven(Clock clock) {
    return clock.equals(Clock.systemUTC())
        ? new SteadyClock(clock.instant(), System::nanoTime, clock.getZone())
        : clock;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SteadyClock(instant(), nanos, other);
  }
}
