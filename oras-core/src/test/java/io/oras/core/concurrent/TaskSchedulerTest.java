package io.oras.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskSchedulerTest {
  private final ExecutorService executor = WorkerThreads.newPool(null);
  private final TaskScheduler tasks = new TaskScheduler(executor, 3);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void poolThatIsClosedMeanwhileEndsTheRun() {
    tasks.submit(
        () -> {
          executor.shutdown();
          tasks.submit(() -> {});
        });
    assertThrows(OperationCancelledException.class, tasks::await);
  }

  @Test
  void poolThatWasClosedBeforeEndsTheRun() {
    executor.shutdown();
    tasks.submit(() -> {});
    assertThrows(OperationCancelledException.class, tasks::await);
  }

  @Test
  void exceptionThatNoSignatureAllowsEndsTheRun() {
    Exception checked = new Exception("thrown by a callback in another language");
    tasks.submit(() -> TaskSchedulerTest.<RuntimeException>thrown(checked));
    Throwable failure = assertThrows(Throwable.class, tasks::await);
    assertSame(checked, assertInstanceOf(UndeclaredThrowableException.class, failure).getCause());
  }

  /** A task that runs until the test lets it go. */
  private static final class Held implements TaskScheduler.Transfer {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final long bytes;

    Held(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void run() {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long bytes() {
      return bytes;
    }

    boolean isRunning() {
      return begun.getCount() == 0;
    }
  }

  private static List<Held> held(int number, long bytes) {
    return IntStream.range(0, number).mapToObj(i -> new Held(bytes)).toList();
  }

  /** Waits until so many of the tasks run, and returns those that do not. */
  private static List<Held> awaitRunning(List<Held> all, int number) {
    while (all.stream().filter(Held::isRunning).count() < number) {
      Thread.onSpinWait();
    }
    return all.stream().filter(task -> !task.isRunning()).toList();
  }

  private static void end(List<Held> all) {
    all.forEach(task -> task.mayEnd.countDown());
  }

  @Test
  void numberThatRisesStartsTasksWhenOneEnds() throws Exception {
    AtomicInteger number = new AtomicInteger(2);
    TaskScheduler changing = new TaskScheduler(executor, number::get);
    List<Held> all = held(10, 0);
    all.forEach(changing::submit);
    assertEquals(8, awaitRunning(all, 2).size());
    number.set(10);
    all.stream().filter(Held::isRunning).limit(1).forEach(task -> end(List.of(task)));
    awaitRunning(all, 10);
    end(all);
    changing.await();
  }

  @Test
  void numberThatFallsIsReachedAsTasksEnd() throws Exception {
    AtomicInteger number = new AtomicInteger(4);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TaskScheduler changing = new TaskScheduler(executor, number::get);
    List<Held> first = held(4, 0);
    first.forEach(changing::submit);
    awaitRunning(first, 4);
    number.set(1);
    for (int i = 0; i < 20; i++) {
      changing.submit(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
          });
    }
    end(first);
    changing.await();
    assertEquals(1, most.get());
  }

  @Test
  void tasksBeyondAFewHoldFewBytesTogether() throws Exception {
    TaskScheduler many = new TaskScheduler(executor, () -> 32);
    List<Held> large = held(8, TaskScheduler.BYTES);
    large.forEach(many::submit);
    List<Held> waiting = awaitRunning(large, TaskScheduler.FEW);
    assertEquals(3, waiting.size());
    end(large);
    many.await();
    List<Held> small = held(20, TaskScheduler.BYTES / 20);
    small.forEach(many::submit);
    awaitRunning(small, 20);
    end(small);
    many.await();
  }

  private static void awaitOrCancel(CountDownLatch latch) throws OperationCancelledException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw Interruption.cancelled(e);
    }
  }

  @Test
  void interruptAfterAFailureReachesTasksToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cleaning = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    tasks.submit(
        () -> {
          begun.countDown();
          try {
            awaitOrCancel(never);
          } catch (OperationCancelledException failure) {
            Thread.interrupted();
            cleaning.countDown();
            awaitOrCancel(never);
          }
        });
    begun.await();
    tasks.submit(
        () -> {
          throw new IOException("refused");
        });
    cleaning.await();
    Thread.currentThread().interrupt();
    assertEquals("refused", assertThrows(IOException.class, tasks::await).getMessage());
    assertTrue(Thread.interrupted());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void thrown(Exception exception) throws E {
    throw (E) exception;
  }
}
