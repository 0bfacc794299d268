package io.oras.core.store;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * One at a time in a folder: among the threads of this process, whichever store they use, and among
 * processes. A process that dies gives its lock back. Not for use within itself.
 *
 * <p>The lock is held on a file that stays, and is created if it is missing: removing or replacing
 * the file would let two holders lock two files.
 */
final class FolderLock {
  private static final long POLL_MILLIS = 5;

  /** Behind all content: on Windows nobody else can read what is locked. */
  private static final long POSITION = 1L << 40;

  /** A file lock belongs to the whole JVM (and POSIX drops it when any channel on it closes). */
  private static final ReentrantLock[] STRIPES =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  /** What is done under the lock. */
  interface Action<T> {
    T run() throws IOException;
  }

  private final Path file;
  private final ReentrantLock threads;

  /**
   * The lock of a folder.
   *
   * @param folder which is there
   */
  FolderLock(Path folder, String name) throws IOException {
    this.file = folder.toRealPath().resolve(name);
    this.threads = STRIPES[Math.floorMod(file.hashCode(), STRIPES.length)];
  }

  /** Waits for the lock, acts, gives it back. */
  <T> T hold(Action<T> action) throws IOException {
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = lock(channel);
      try {
        return action.run();
      } finally {
        held.release();
      }
    } finally {
      threads.unlock();
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    try {
      while (true) {
        try {
          return channel.lock(POSITION, 1, /* shared= */ false);
        } catch (OverlappingFileLockException e) {
          // Another copy of this class, in another class loader of this JVM, holds it.
          Thread.sleep(POLL_MILLIS);
        }
      }
    } catch (InterruptedException | FileLockInterruptionException e) {
      throw cancelled(e);
    }
  }

  private OperationCancelledException cancelled(Exception cause) {
    Thread.currentThread().interrupt();
    return new OperationCancelledException("interrupted while waiting for " + file, cause);
  }
}
