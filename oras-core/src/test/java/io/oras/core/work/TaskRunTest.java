package io.oras.core.work;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.OperationCancelledException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskRunTest {
  private final ExecutorService executor = Workers.newPool();
  private final TaskRun tasks = new TaskRun(executor, 3);

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
    tasks.submit(() -> TaskRunTest.<RuntimeException>thrown(checked));
    Throwable failure = assertThrows(Throwable.class, tasks::await);
    assertSame(checked, assertInstanceOf(UndeclaredThrowableException.class, failure).getCause());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void thrown(Exception exception) throws E {
    throw (E) exception;
  }
}
