package io.oras.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.StoreException;
import io.oras.core.function.IoConsumer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SharedFailureTest {
  private final BatchedUpdates<String> queue = new BatchedUpdates<>();

  /** Starts a thread and returns when it waits. */
  private static FutureTask<Object> startWaiting(
      BatchedUpdates<String> queue, IoConsumer<List<String>> work) {
    FutureTask<Object> task =
        new FutureTask<>(
            () -> {
              queue.submit("change", work);
              return "done";
            });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    while (!Waiting.in(BatchedUpdates.class, thread)) {
      Thread.onSpinWait();
    }
    return task;
  }

  private static Throwable failure(FutureTask<?> task) {
    return assertThrows(ExecutionException.class, task::get).getCause();
  }

  /** Lets one thread make the changes of two, which fail. */
  private List<Throwable> failuresOfTwo(IoConsumer<List<String>> work) throws IOException {
    List<FutureTask<Object>> waiting = new ArrayList<>();
    queue.submit(
        "first",
        changes -> {
          waiting.add(startWaiting(queue, work));
          waiting.add(startWaiting(queue, work));
        });
    return waiting.stream().map(SharedFailureTest::failure).toList();
  }

  @Test
  void eachCallerOfAnUpdateGetsItsOwnException() throws Exception {
    CompletableFuture<Integer> batch = new CompletableFuture<>();
    List<Throwable> failures =
        failuresOfTwo(
            changes -> {
              batch.complete(changes.size());
              throw new StoreException("the disk is full")
                  .with(ErrorContext.doing("writing the list of referrers"));
            });
    assertEquals(2, batch.get());
    StoreException one = (StoreException) failures.get(0);
    StoreException other = (StoreException) failures.get(1);
    assertNotSame(one, other);
    assertEquals(one.getMessage(), other.getMessage());
    one.addSuppressed(new IOException("closing failed"));
    assertEquals("the disk is full (while writing the list of referrers)", other.getMessage());
    assertEquals(0, other.getSuppressed().length);
  }

  @Test
  void whatTheWorkingThreadSuppressesLaterIsNotToldToAnother() {
    StoreException first = new StoreException("the disk is full");
    SharedFailure shared = new SharedFailure(first);
    first.addSuppressed(new IOException("closing failed"));
    assertEquals(0, assertThrows(StoreException.class, shared::rethrow).getSuppressed().length);
  }

  @Test
  void failuresThatAreNotTheLibrarysKeepTheirType() throws Exception {
    List<Throwable> failures =
        failuresOfTwo(
            changes -> {
              throw new AssertionError("broken");
            });
    assertSame(AssertionError.class, failures.get(0).getClass());
    assertSame(AssertionError.class, failures.get(1).getClass());
  }

  @Test
  void undeclaredCheckedFailureIsNotTakenForSuccess() throws Exception {
    List<Throwable> failures = failuresOfTwo(changes -> sneak(new InterruptedException("odd")));
    assertEquals(2, failures.size());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable e) throws T {
    throw (T) e;
  }
}
