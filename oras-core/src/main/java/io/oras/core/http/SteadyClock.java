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
  private final Clock wall;
  private final Instant start;
  private final LongSupplier nanos;
  private final long startNanos;
  private final ZoneId zone;

  /** Creates a clock that starts at the time of {@code wall}. */
  SteadyClock(Clock wall, LongSupplier nanos) {
    this(wall, wall.instant(), nanos, wall.getZone());
  }

  private SteadyClock(Clock wall, Instant start, LongSupplier nanos, ZoneId zone) {
    this.wall = wall;
    this.start = start;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.zone = zone;
  }

  /** Returns a steady clock in place of the system's clock; another clock is returned as it is. */
  public static Clock unlessGiven(Clock clock) {
    return clock.equals(Clock.systemUTC()) ? new SteadyClock(clock, System::nanoTime) : clock;
  }

  /**
   * Returns the clock for comparing times with those of other machines: a steady clock may stand
   * still while this machine sleeps.
   */
  static Clock wallClock(Clock clock) {
    return clock instanceof SteadyClock steady ? steady.wall : clock;
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
    return new SteadyClock(wall, instant(), nanos, other);
  }
}
