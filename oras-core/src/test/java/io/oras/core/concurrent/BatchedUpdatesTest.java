package io.oras.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.OperationCancelledException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchedUpdatesTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BatchedUpdates<String> queue = new BatchedUpdates<>();
  private final List<List<String>> made = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Exception> outcome = new CompletableFuture<>();

  /** The thread that makes the changes of the others: their first change failed. */
  private Future<?> leader = CompletableFuture.completedFuture(null);

  private Future<?> follower = CompletableFuture.completedFuture(null);

  /** Counted down when the leader makes the changes. */
  private final CountDownLatch leading = new CountDownLatch(1);

  /** Counted down when the follower's call has ended. */
  private CountDownLatch followerEnded = new CountDownLatch(1);

  /** Two threads whose changes wait while a third works, so that one makes those of both. */
  @BeforeEach
  void twoChangesAreMadeByOneThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> first =
        threads.submit(
            () -> {
              queue.submit(
                  "first",
                  changes -> {
                    begun.countDown();
                    await(go);
                  });
              return null;
            });
    begun.await();
    leader = submit("a");
    follower = submit("b");
    go.countDown();
    first.get();
    leading.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<?> submit(String change) throws Exception {
    CompletableFuture<Thread> running = new CompletableFuture<>();
    CountDownLatch ended = new CountDownLatch(1);
    followerEnded = ended;
    Future<?> submitted =
        threads.submit(
            () -> {
              running.complete(Thread.currentThread());
              try {
                queue.submit(change, this::make);
              } finally {
                ended.countDown();
              }
              return null;
            });
    Waiting.await(BatchedUpdates.class, running.get());
    return submitted;
  }

  private void make(List<String> changes) throws OperationCancelledException {
    made.add(List.copyOf(changes));
    if (made.size() == 1) {
      leading.countDown();
      fail(outcome.join());
    }
  }

  private static void fail(Exception failure) throws OperationCancelledException {
    if (failure instanceof OperationCancelledException cancelled) {
      throw cancelled;
    }
    throw (RuntimeException) failure;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Throwable failure(Future<?> future) {
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  @Test
  void changesOfOthersAreMadeWhenTheThreadThatMadeThemIsCancelled() throws Exception {
    var cancelled = new OperationCancelledException("interrupted", null);
    outcome.complete(cancelled);
    assertSame(cancelled, failure(leader));
    follower.get();
    assertEquals(List.of(List.of("a", "b"), List.of("b")), made);
  }

  @Test
  void changesOfOthersAreMadeWhenForeignCodeSaysThatTheThreadWasInterrupted() throws Exception {
    var stopped = new IllegalStateException("stopped", new InterruptedException());
    outcome.complete(stopped);
    assertSame(stopped, failure(leader));
    follower.get();
    assertEquals(List.of(List.of("a", "b"), List.of("b")), made);
  }

  @Test
  void unforeseenFailureIsToldToAllWhoseChangesWereNotMade() {
    var broken = new IllegalStateException("broken");
    outcome.complete(broken);
    assertSame(broken, failure(leader));
    assertSame(broken, failure(follower));
  }

  @Test
  void changeOfOneWhoWasToldThatItIsCancelledIsNotMadeLater() throws Exception {
    follower.cancel(true);
    followerEnded.await();
    outcome.complete(new OperationCancelledException("interrupted", null));
    failure(leader);
    queue.submit("later", changes -> made.add(List.copyOf(changes)));
    assertEquals(List.of(List.of("a", "b"), List.of("later")), made);
  }
}
