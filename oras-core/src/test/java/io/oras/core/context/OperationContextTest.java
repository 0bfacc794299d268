package io.oras.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.OperationFinished;
import io.oras.api.event.TransferEvent.OperationStarted;
import io.oras.api.event.TransferListener;
import io.oras.core.function.IoFunction;
import io.oras.core.options.Limits;
import io.oras.core.options.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationContextTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ManualTime time = new ManualTime();
  private final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final RunningOperations operations =
      new RunningOperations(Limits.defaults(), time, time, executor, null, TransferListener.NONE);
  private final CountDownLatch blocked = new CountDownLatch(1);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  /** What foreign code makes of an interrupt. */
  private enum Foreign {
    KEEPS_THE_FLAG {
      @Override
      Exception failure(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("stopped", e);
      }
    },
    CLEARS_THE_FLAG {
      @Override
      Exception failure(InterruptedException e) {
        return new IllegalStateException("stopped", e);
      }
    },
    SAYS_INTERRUPTED_IO {
      @Override
      Exception failure(InterruptedException e) {
        return new InterruptedIOException("stopped");
      }
    };

    abstract Exception failure(InterruptedException e);
  }

  /** How a call ended, and whether its thread was interrupted then. */
  private record End(Throwable failure, boolean interrupted) {}

  private static final class Call {
    final CompletableFuture<End> end = new CompletableFuture<>();
    final Thread thread;

    Call(OperationContext operation, IoFunction<OperationContext, ?> work) {
      thread =
          new Thread(
              () -> {
                Throwable failure = assertThrows(Throwable.class, () -> operation.run(work));
                end.complete(new End(failure, Thread.currentThread().isInterrupted()));
              });
      thread.start();
    }
  }

  private OperationContext operation() {
    return operations.create("pull", "r.example/a:v1", Optional.of(TIMEOUT), events::add);
  }

  private Object block(Foreign foreign) throws IOException {
    try {
      blocked.countDown();
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      Exception failure = foreign.failure(e);
      if (failure instanceof IOException io) {
        throw io;
      }
      throw (RuntimeException) failure;
    }
  }

  private Call blockedCall(Foreign foreign) throws InterruptedException {
    Call call = new Call(operation(), operation -> block(foreign));
    blocked.await();
    return call;
  }

  @Test
  void sleeperThatReturnsAtOnceEndsNoOperation() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    OperationContext operation = limited(duration -> asked.incrementAndGet());
    assertEquals("done", operation.run(running -> "done"));
    assertEquals(0, asked.get(), "only pauses are waited for by it");
  }

  @Test
  void deadlineThatPassesBeforeItIsWaitedForStopsTheCall() throws Exception {
    Sleeper late =
        new Sleeper() {
          @Override
          public void sleep(Duration duration) throws InterruptedException {
            time.advance(TIMEOUT);
            time.sleep(duration);
          }

          @Override
          public void sleepUntil(Instant deadline, Clock clock) throws InterruptedException {
            time.advance(TIMEOUT);
            time.sleepUntil(deadline, clock);
          }
        };
    Call call = new Call(limited(late), operation -> block(Foreign.KEEPS_THE_FLAG));
    assertInstanceOf(DeadlineExceededException.class, call.end.get().failure());
  }

  private OperationContext limited(Sleeper sleeper) {
    return new RunningOperations(
            Limits.defaults(), time, sleeper, executor, TIMEOUT, TransferListener.NONE)
        .create("pull", "r.example/a:v1");
  }

  @ParameterizedTest
  @EnumSource(Foreign.class)
  void deadlineStopsForeignCodeAndLeavesTheFlagAsItWas(Foreign foreign) throws Exception {
    Call call = blockedCall(foreign);
    time.advance(TIMEOUT);
    DeadlineExceededException e =
        assertInstanceOf(DeadlineExceededException.class, call.end.get().failure());
    assertEquals(TIMEOUT, e.timeout());
    assertEquals(Optional.of("pull"), e.operation());
    assertEquals(Optional.of("r.example/a:v1"), e.artifact());
    assertFalse(call.end.get().interrupted());
    assertEquals(0, operations.count());
  }

  @ParameterizedTest
  @EnumSource(Foreign.class)
  void closeStopsForeignCodeAndLaterCalls(Foreign foreign) throws Exception {
    Call call = blockedCall(foreign);
    operations.close();
    assertInstanceOf(ClientClosedException.class, call.end.get().failure());
    assertFalse(call.end.get().interrupted());
    time.awaitNoSleeper();
    assertThrows(ClientClosedException.class, () -> operation().run(operation -> "late"));
    assertEquals(0, operations.count());
  }

  @ParameterizedTest
  @EnumSource(Foreign.class)
  void interruptOfTheUserStaysSet(Foreign foreign) throws Exception {
    Call call = blockedCall(foreign);
    call.thread.interrupt();
    assertInstanceOf(OperationCancelledException.class, call.end.get().failure());
    assertTrue(call.end.get().interrupted());
    time.awaitNoSleeper();
  }

  @Test
  void callOfAnInterruptedThreadIsCancelledBeforeItsWork() throws Exception {
    Call call =
        new Call(
            operation(),
            operation -> {
              Thread.currentThread().interrupt();
              return operations.create("inner", "x").run(inner -> "not reached");
            });
    assertInstanceOf(OperationCancelledException.class, call.end.get().failure());
    assertTrue(call.end.get().interrupted());
  }

  @Test
  void resultThatIsThereInSpiteOfAStopIsReturned() throws Exception {
    assertEquals(
        "done",
        operation()
            .run(
                operation -> {
                  operations.close();
                  return "done";
                }));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void deadlineThatHasPassedIsNoticedBeforeTheNextRequest() {
    assertThrows(
        DeadlineExceededException.class,
        () ->
            operation()
                .run(
                    operation -> {
                      time.advance(TIMEOUT);
                      operation.requireRunning();
                      return "late";
                    }));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void timeThatIsLeftLimitsEachRequest() throws IOException {
    operation()
        .run(
            operation -> {
              assertEquals(Duration.ofSeconds(5), operation.atMost(Duration.ofSeconds(5)));
              time.advance(Duration.ofSeconds(20));
              assertEquals(Duration.ofSeconds(10), operation.atMost(Duration.ofSeconds(60)));
              assertEquals(Optional.of(Duration.ofSeconds(10)), operation.remaining());
              return "done";
            });
  }

  @Test
  void timeoutOfACallReplacesThatOfTheClient() {
    RunningOperations limited =
        new RunningOperations(
            Limits.defaults(), time, time, executor, TIMEOUT, TransferListener.NONE);
    assertEquals(Optional.empty(), operations.create("pull", "x").remaining());
    assertThrows(
        DeadlineExceededException.class,
        () ->
            limited
                .create("pull", "x")
                .run(
                    operation -> {
                      time.advance(TIMEOUT);
                      operation.requireRunning();
                      return "late";
                    }));
  }

  @Test
  void streamThatWasHandedOutIsStoppedAtTheDeadline() throws Exception {
    InputStream handed = operation().open(operation -> new BlockedStream());
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    new Thread(() -> end.complete(assertThrows(IOException.class, handed::read))).start();
    blocked.await();
    time.advance(TIMEOUT);
    assertInstanceOf(DeadlineExceededException.class, end.get());
    assertThrows(DeadlineExceededException.class, handed::read);
    assertEquals(1, operations.count());
    handed.close();
    assertEquals(0, operations.count());
    assertInstanceOf(
        DeadlineExceededException.class,
        ((OperationFinished) events.get(1)).failure().orElseThrow());
  }

  @Test
  void streamThatWasHandedOutIsStoppedWhenTheClientIsClosed() throws Exception {
    InputStream handed = operation().open(operation -> InputStream.nullInputStream());
    operations.close();
    assertThrows(ClientClosedException.class, handed::read);
    handed.close();
    time.awaitNoSleeper();
    assertEquals(0, operations.count());
  }

  @Test
  void operationIsAnnouncedFirstAndItsEndLast() throws Exception {
    NotFoundException missing = new NotFoundException("no such tag");
    OrasException thrown =
        assertThrows(
            NotFoundException.class,
            () ->
                operation()
                    .run(
                        operation -> {
                          operation.events().warning("r.example", "careful");
                          time.advance(Duration.ofSeconds(2));
                          throw missing;
                        }));
    assertEquals(Optional.of("r.example/a:v1"), thrown.artifact());
    assertInstanceOf(OperationStarted.class, events.get(0));
    OperationFinished finished = assertInstanceOf(OperationFinished.class, events.get(2));
    assertSame(thrown, finished.failure().orElseThrow());
    assertEquals(Duration.ofSeconds(2), finished.duration());
    assertEquals("pull", finished.operation().name());
    assertEquals(3, events.size());
  }

  @Test
  void operationsHaveDifferentNumbers() {
    assertNotEquals(operations.create("pull", "x").id(), TestOperations.silent().id());
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead") // No byte is ever read.
  private final class BlockedStream extends InputStream {
    @Override
    public int read() throws IOException {
      block(Foreign.KEEPS_THE_FLAG);
      return -1;
    }
  }
}
