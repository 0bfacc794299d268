package io.oras.tests.registry;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where a {@link Fault} makes a request wait until the test goes on: a delay without sleeping. A
 * gate that nobody opens holds until the registry is closed. Thread safe; opens once.
 */
public final class RequestGate {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /** A closed gate. */
  public RequestGate() {}

  /** Lets all pass, those that wait and those that come later. */
  public void open() {
    opened.countDown();
  }

  /**
   * Waits until a request stands at this gate.
   *
   * @throws AssertionError when none has come in that time
   */
  public void awaitArrival(Duration atMost) throws InterruptedException {
    if (!arrived.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("no request came to the gate within " + atMost);
    }
  }

  /** Returns whether a request has reached this gate, even if it has passed since. */
  public boolean isReached() {
    return arrived.getCount() == 0;
  }

  void pass() throws InterruptedIOException {
    arrived.countDown();
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the registry was closed while a gate was closed");
    }
  }
}
