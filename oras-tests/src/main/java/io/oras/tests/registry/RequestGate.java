package io.oras.tests.registry;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A gate at which a {@link Fault} holds requests until the test opens the gate. Closing the
 * registry also releases the requests. Thread safe. A gate can be opened once.
 */
public final class RequestGate {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Creates a closed gate. */
  public RequestGate() {}

  /** Opens the gate for all waiting and later requests. */
  public void open() {
    opened.countDown();
  }

  /**
   * Waits until a request has reached this gate.
   *
   * @throws AssertionError if no request reaches the gate in time
   */
  public void awaitRequest(Duration atMost) throws InterruptedException {
    if (!arrived.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("no request came to the gate within " + atMost);
    }
  }

  /** Returns whether a request has ever reached this gate. */
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
