package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.core.options.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir private Path parent;

  private Path lockFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyElseMayEnterTheFolder() throws IOException {
    Path folder = parent.resolve("a/b");
    StateLock.holding(folder, "k", Sleeper.THREAD, () -> {});
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void fileIsLockedWhileTheWorkIsDoneAndFreeAfterwards() throws IOException {
    Path folder = parent.resolve("s");
    StateLock.holding(
        folder,
        "k",
        Sleeper.THREAD,
        () -> {
          try (FileChannel other = FileChannel.open(lockFile(folder), StandardOpenOption.WRITE)) {
            assertThrows(OverlappingFileLockException.class, other::tryLock);
          }
        });
    try (FileChannel other = FileChannel.open(lockFile(folder), StandardOpenOption.WRITE)) {
      assertTrue(other.tryLock().isValid());
    }
  }

  @Test
  void lockOfAnotherClassLoaderIsWaitedFor() throws IOException {
    Path folder = parent.resolve("s");
    StateLock.holding(folder, "k", Sleeper.THREAD, () -> {});
    AtomicInteger waits = new AtomicInteger();
    FileChannel other = FileChannel.open(lockFile(folder), StandardOpenOption.WRITE);
    other.lock();
    Sleeper releasing =
        duration -> {
          if (waits.incrementAndGet() == 3) {
            try {
              other.close();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    StateLock.holding(folder, "k", releasing, () -> {});
    assertEquals(3, waits.get());
  }

  @Test
  void folderThatCannotBeMadeKeepsNobodyFromWorking() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    AtomicInteger done = new AtomicInteger();
    StateLock.holding(file.resolve("s"), "k", Sleeper.THREAD, done::incrementAndGet);
    StateLock.holding(null, "k", Sleeper.THREAD, done::incrementAndGet);
    assertEquals(2, done.get());
  }
}
