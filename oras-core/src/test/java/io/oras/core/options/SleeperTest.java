package io.oras.core.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SleeperTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A clock that advances by a microsecond whenever it is read. */
  private static final class ReadClock extends UtcClock {
    private int reads;

    @Override
    public Instant instant() {
      return START.plusNanos(1000L * reads++);
    }
  }

  @Test
  void deadlineIsReachedWhenTheClockShowsIt() throws InterruptedException {
    ReadClock clock = new ReadClock();
    Sleeper.THREAD.sleepUntil(START.plusNanos(5000), clock);
    assertEquals(6, clock.reads);
  }

  @Test
  void deadlineThatHasPassedIsNotWaitedFor() throws InterruptedException {
    Sleeper.THREAD.sleepUntil(START, Clock.fixed(START, ZoneOffset.UTC));
  }

  @Test
  void waitForADeadlineIsInterruptibleAlsoWhereNoPauseTakesTime() {
    Sleeper quick = duration -> {};
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> quick.sleepUntil(START.plus(Duration.ofDays(1)), Clock.fixed(START, ZoneOffset.UTC)));
  }
}
