package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path root;
  private Path file;
  private SafeFolder folder;

  @BeforeEach
  void lockFile() {
    file = root.resolve("lock");
    folder = SafeFolder.of(root);
  }

  private ProcessLock withShortWait() throws IOException {
    return new ProcessLock(folder, "lock", Duration.ZERO, time -> {});
  }

  @Test
  void readingTheLockedFileKeepsTheLock() throws IOException {
    ProcessLock lock = new ProcessLock(folder, "lock");
    int attempt =
        lock.hold(
            () -> {
              lock.write(CONTENT);
              assertArrayEquals(CONTENT, lock.read(100));
              assertArrayEquals(CONTENT, new ProcessLock(folder, "lock").read(100));
              return LockAttempt.on(file);
            });
    assertEquals(LockAttempt.REFUSED, attempt);
    assertArrayEquals(CONTENT, lock.read(100));
    assertEquals(0, LockAttempt.on(file));
  }

  /** As the copy of the library in another class loader holds it. */
  @Test
  void givingUpKeepsTheLockOfAnotherHolderInThisProcess() throws IOException {
    Files.createFile(file);
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      other.lock();
      assertThrows(StoreException.class, () -> withShortWait().hold(() -> "held"));
      assertEquals(0, withShortWait().read(100).length);
      assertEquals(LockAttempt.REFUSED, LockAttempt.on(file));
    }
    assertEquals("held", withShortWait().hold(() -> "held"));
    assertEquals(0, LockAttempt.on(file));
  }

  @Test
  void readerThatWaitsForAThreadThatWaitsCanBeInterrupted() throws IOException {
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Files.createFile(file);
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      other.lock();
      ProcessLock reading = new ProcessLock(folder, "lock");
      ProcessLock waiting =
          new ProcessLock(
              folder,
              "lock",
              Duration.ofDays(1),
              time -> {
                Thread reader =
                    new Thread(
                        () -> {
                          Thread.currentThread().interrupt();
                          try {
                            reading.read(100);
                          } catch (IOException e) {
                            outcome.set(e);
                          }
                        });
                reader.start();
                reader.join();
                throw new InterruptedException();
              });
      assertThrows(OperationCancelledException.class, () -> waiting.hold(() -> "held"));
      assertTrue(Thread.interrupted());
    }
    assertInstanceOf(OperationCancelledException.class, outcome.get());
    assertEquals("held", withShortWait().hold(() -> "held"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void errorNamesTheProcessThatHoldsTheLock() throws IOException {
    Files.createFile(file);
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      other.lock();
      StoreException e =
          assertThrows(StoreException.class, () -> withShortWait().hold(() -> "held"));
      String holder = "is locked by process " + ProcessHandle.current().pid() + " (";
      assertTrue(e.getMessage().contains(holder), e.getMessage());
    }
  }

  @Test
  void lockThatIsNotWaitedForIsRefusedAtOnceToAnotherThread() throws Exception {
    ProcessLock lock = withShortWait();
    try (ProcessLock.Held held = lock.acquire()) {
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        ExecutionException e =
            assertThrows(ExecutionException.class, () -> other.submit(lock::acquire).get());
        assertTrue(
            e.getCause()
                .getMessage()
                .endsWith("is locked by another thread of this program; try again later"),
            e.getCause().getMessage());
      } finally {
        other.shutdownNow();
      }
      assertEquals(0, held.channel().size());
    }
    lock.acquire().close();
  }

  @Test
  void longHoldersOfOtherFilesDoNotDelayALock() throws Exception {
    List<ProcessLock.Held> held = new ArrayList<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 100; i++) {
        held.add(new ProcessLock(folder, "other-" + i).acquire());
      }
      ProcessLock lock = withShortWait();
      assertEquals("held", other.submit(() -> lock.hold(() -> "held")).get());
    } finally {
      other.shutdownNow();
      for (ProcessLock.Held each : held) {
        each.close();
      }
    }
  }

  @Test
  void failureGivesTheLockBack() throws IOException {
    ProcessLock lock = withShortWait();
    assertThrows(
        IOException.class,
        () ->
            lock.hold(
                () -> {
                  throw new IOException("disk full");
                }));
    assertEquals("held", lock.hold(() -> "held"));
    assertEquals(0, LockAttempt.on(file));
  }
}
