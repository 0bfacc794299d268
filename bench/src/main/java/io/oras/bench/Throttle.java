package io.oras.bench;

import java.io.InterruptedIOException;

/** Limits the number of bytes per second. Thread safe. All users of a throttle share its limit. */
final class Throttle {
  private final double nanosPerByte;
  private long due = System.nanoTime();

  Throttle(long bytesPerSecond) {
    nanosPerByte = 1e9 / bytesPerSecond;
  }

  /** Waits until these have passed. */
  void pass(int bytes) throws InterruptedIOException {
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      due = Math.max(due, now) + (long) (bytes * nanosPerByte);
      wait = due - now;
    }
    try {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
