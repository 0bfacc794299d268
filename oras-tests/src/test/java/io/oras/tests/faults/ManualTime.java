package io.oras.tests.faults;

import io.oras.core.options.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that the test alone moves; whoever sleeps waits for that. */
final class ManualTime extends Clock implements Sleeper {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Duration> sleeping = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Instant end = now.plus(duration);
      sleeping.add(duration);
      changed.signalAll();
      try {
        while (now.isBefore(end)) {
          changed.await();
        }
      } finally {
        sleeping.remove(duration);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves the clock. */
  void advance(Duration duration) {
    lock.lock();
    try {
      now = now.plus(duration);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when somebody sleeps for that time. */
  void awaitSleeper(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!sleeping.contains(duration)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nobody sleeps for that time. */
  void awaitNoSleeper(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (sleeping.contains(duration)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
