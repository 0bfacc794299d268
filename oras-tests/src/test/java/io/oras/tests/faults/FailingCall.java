package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.OrasException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.function.Executable;

/** A call in a thread of its own, which is stopped. */
final class FailingCall {
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
  private final Thread thread;

  FailingCall(Executable call) {
    thread =
        new Thread(
            () -> {
              try {
                failure.complete(assertThrows(Throwable.class, call));
              } catch (AssertionError e) {
                failure.complete(e);
              }
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  /**
   * Returns when the call has thrown the exception of its signal, which names the operation, and
   * has left the interrupt flag as its caller expects it.
   */
  void assertStoppedBy(StopSignal signal) throws Exception {
    Throwable stopped = failure.get();
    assertSame(signal.failure(), stopped.getClass(), stopped::toString);
    assertNotNull(((OrasException) stopped).operation().orElse(null));
    assertEquals(signal == StopSignal.INTERRUPT, interrupted.get());
    thread.join();
  }
}
