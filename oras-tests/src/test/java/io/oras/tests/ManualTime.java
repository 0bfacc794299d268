package io.oras.tests;

import io.oras.core.options.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that the test alone moves; whoever sleeps waits for that. */
public final class ManualTime extends UtcClock implements Sleeper {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Duration> sleeping = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    sleep(duration, instant().plus(duration));
  }

  @Override
  public void sleepUntil(Instant deadline, Clock clock) throws InterruptedException {
    sleep(Duration.between(instant(), deadline), deadline);
  }

  private void sleep(Duration duration, Instant end) throws InterruptedException {
    lock.lockInterruptibly();
    try {
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
  public void advance(Duration duration) {
    lock.lock();
    try {
      now = now.plus(duration);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when somebody sleeps for that time. */
  public void awaitSleeper(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!sleeping.contains(duration)) {
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
}
