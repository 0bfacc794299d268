package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  @Test
  void timeAdvancesWithWhatPassesAlone() {
    Instant start = Instant.parse("2026-11-26T12:00:00Z");
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    Clock clock = new SteadyClock(Clock.fixed(start, ZoneOffset.UTC), nanos::get);
    nanos.addAndGet(1_000_000_000);
    assertEquals(start.plusSeconds(1), clock.instant());
  }

  @Test
  void timesOfOtherMachinesAreComparedWithTheClockThatDoesNotSleep() {
    FakeTime wall = new FakeTime();
    Clock steady = new SteadyClock(wall, () -> 0);
    wall.pass(Duration.ofHours(2));
    assertEquals(wall.instant(), SteadyClock.wallClock(steady).instant());
    assertSame(wall, SteadyClock.wallClock(wall));
  }

  @Test
  void clockOfTheCallerIsNotReplaced() {
    Clock fixed = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    assertSame(fixed, SteadyClock.unlessGiven(fixed));
    assertEquals(SteadyClock.class, SteadyClock.unlessGiven(Clock.systemUTC()).getClass());
  }
}
