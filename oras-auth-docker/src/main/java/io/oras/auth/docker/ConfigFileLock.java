package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to replace a file, held by one thread of one process. The lock stands on a neighbour,
 * {@code NAME.lock}, for the file itself is replaced; the neighbour stays, since removing it would
 * let two others in.
 */
final class ConfigFileLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** File locks are held by the whole JVM, so its threads need their own. */
  private static final Map<Path, ThreadLock> THREADS = new ConcurrentHashMap<>();

  /** A lock that is kept while threads hold it or wait for it. */
  private static final class ThreadLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    private int users;

    static ThreadLock use(Path file) {
      return THREADS.compute(
          file,
          (path, known) -> {
            ThreadLock lock = known == null ? new ThreadLock() : known;
            lock.users++;
            return lock;
          });
    }

    static void leave(Path file) {
      THREADS.computeIfPresent(file, (path, lock) -> --lock.users == 0 ? null : lock);
    }
  }

  private final Path file;
  private final ThreadLock threads;
  private final FileChannel channel;

  private ConfigFileLock(Path file, ThreadLock threads, FileChannel channel) {
    this.file = file;
    this.threads = threads;
    this.channel = channel;
  }

  /** Returns for how many files threads hold a lock or wait for one. */
  static int filesInUse() {
    return THREADS.size();
  }

  /**
   * Waits for the right, 30 seconds at most.
   *
   * @param file in a folder that is there
   */
  static ConfigFileLock acquire(Path file) throws IOException {
    Path real = file.resolveSibling(".").toRealPath().resolve(file.getFileName());
    ThreadLock threads = ThreadLock.use(real);
    boolean acquired = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      if (!threads.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw inUse(file);
      }
      try {
        ConfigFileLock mutex = new ConfigFileLock(real, threads, lock(real, deadline));
        acquired = true;
        return mutex;
      } finally {
        if (!acquired) {
          threads.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelledException("interrupted while waiting for the lock of " + file, e);
    } finally {
      if (!acquired) {
        ThreadLock.leave(real);
      }
    }
  }

  /** Replaces the file's content as a whole. */
  void replace(byte[] bytes) throws IOException {
    OwnerOnlyFiles.replace(file, bytes);
  }

  /** Gives the right back. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
      ThreadLock.leave(file);
    }
  }

  private static FileChannel lock(Path file, long deadline)
      throws IOException, InterruptedException {
    FileChannel channel = OwnerOnlyFiles.open(file.resolveSibling(file.getFileName() + ".lock"));
    try {
      while (!tryLock(channel)) {
        if (System.nanoTime() - deadline > 0) {
          throw inUse(file);
        }
        Thread.sleep(PAUSE.toMillis());
      }
      return channel;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // This JVM holds it through another class loader's copy of this class.
      return false;
    }
  }

  private static CredentialException inUse(Path file) {
    return new CredentialException(
        "%s is locked by another program for more than %s s; try again when that program has ended"
            .formatted(file, PATIENCE.toSeconds()));
  }
}
