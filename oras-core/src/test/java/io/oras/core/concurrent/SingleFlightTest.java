package io.oras.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.CredentialException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.core.function.IoSupplier;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SingleFlightTest {
  private static final class NoHelperException extends CredentialException {
    private static final long serialVersionUID = 1L;

    NoHelperException() {
      super("no helper");
    }
  }

  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private Thread start(FutureTask<String> task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The failures of the thread that works and of the one that waits for it. */
  private Throwable[] failures(IoSupplier<String> work) throws Exception {
    FutureTask<String> leader =
        new FutureTask<>(
            () ->
                flights.join(
                    "key",
                    () -> {
                      working.countDown();
                      await(go);
                      return work.get();
                    }));
    start(leader);
    working.await();
    FutureTask<String> follower =
        new FutureTask<>(
            () ->
                flights.join(
                    "key",
                    () -> {
                      throw new IllegalStateException("nobody asks for this");
                    }));
    Waiting.await(SingleFlight.class, start(follower));
    go.countDown();
    return new Throwable[] {failure(leader), failure(follower)};
  }

  private static Throwable failure(FutureTask<?> task) {
    return assertThrows(ExecutionException.class, task::get).getCause();
  }

  static Stream<Exception> failuresOfStoppedOperations() {
    return Stream.of(
        new OperationCancelledException("interrupted"),
        new DeadlineExceededException(Duration.ofSeconds(1)),
        new ClientClosedException(),
        new CredentialException("the helper failed", new InterruptedException()),
        new IllegalStateException("broken", new InterruptedException()));
  }

  @ParameterizedTest
  @MethodSource("failuresOfStoppedOperations")
  void workOfAThreadThatIsStoppedIsTakenOver(Exception failure) throws Exception {
    FutureTask<String> leader =
        new FutureTask<>(
            () ->
                flights.join(
                    "key",
                    () -> {
                      working.countDown();
                      await(go);
                      if (failure instanceof IOException e) {
                        throw e;
                      }
                      throw (RuntimeException) failure;
                    }));
    start(leader);
    working.await();
    FutureTask<String> follower = new FutureTask<>(() -> flights.join("key", () -> "own"));
    Waiting.await(SingleFlight.class, start(follower));
    go.countDown();
    assertSame(failure, failure(leader));
    assertEquals("own", follower.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Exception> failuresOfHelpers() {
    return Stream.of(
        new NoHelperException(),
        new CredentialException("the helper failed"),
        new AccessDeniedException("/run/helper"),
        new IllegalStateException("broken"),
        new CompletionException(new IOException("wrapped")));
  }

  @ParameterizedTest
  @MethodSource("failuresOfHelpers")
  void threadThatWaitsGetsTheTypeThatTheWorkingThreadGets(Exception failure) throws Exception {
    Throwable[] both =
        failures(
            () -> {
              if (failure instanceof IOException e) {
                throw e;
              }
              throw (RuntimeException) failure;
            });
    assertSame(failure.getClass(), both[0].getClass());
    assertSame(failure.getClass(), both[1].getClass());
    assertEquals(failure.getMessage(), both[1].getMessage());
  }

  @Test
  void threadThatWaitsGetsAnExceptionOfItsOwn() throws Exception {
    Throwable[] both =
        failures(
            () -> {
              throw new CredentialException("the helper failed");
            });
    assertNotSame(both[0], both[1]);
    both[0].addSuppressed(new IOException("closing failed"));
    assertEquals("the helper failed", both[1].getMessage());
    assertEquals(0, both[1].getSuppressed().length);
  }
}
