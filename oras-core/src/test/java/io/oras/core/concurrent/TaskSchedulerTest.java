package io.oras.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.OperationCancelledException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskSchedulerTest {
  private final ExecutorService executor = WorkerThreads.newPool();
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void thrown(Exception exception) throws E {
    throw (E) exception;
  }
}
