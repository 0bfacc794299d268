package io.oras.core.registry;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps programs of one user on one machine from doing the same thing at the same time: a lock on a
 * file in a folder that no other user can enter.
 */
final class StateLock {
  /** What is done alone. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Few files that stay: an unneeded wait is cheaper than a file for each key. */
  private static final int STRIPES = 64;

  /** A file lock is the whole JVM's; its threads take turns here first. */
  private static final ReentrantLock[] TURNS =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final System.Logger LOG = System.getLogger(StateLock.class.getName());

  private final ReentrantLock turn;
  private @Nullable FileLock lock;

  private StateLock(ReentrantLock turn) {
    this.turn = turn;
  }

  /**
   * Does some work while nobody else does work of that key. Where the folder cannot be used, only
   * the threads of this JVM take turns.
   *
   * @param folder made when it is not there, or null for none
   */
  static void holding(@Nullable Path folder, String key, Sleeper sleeper, Work work)
      throws IOException {
    StateLock held = acquire(folder, key, sleeper);
    try {
      work.run();
    } finally {
      held.release();
    }
  }

  private static StateLock acquire(@Nullable Path folder, String key, Sleeper sleeper)
      throws OperationCancelledException {
    int stripe = Math.floorMod(key.hashCode(), STRIPES);
    StateLock held = new StateLock(TURNS[stripe]);
    try {
      held.turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      if (folder != null) {
        held.lock = lockFile(folder, "referrers-" + stripe + ".lock", sleeper);
      }
      return held;
    } catch (OperationCancelledException | RuntimeException e) {
      held.turn.unlock();
      throw e;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no lock between programs: {0}", e.toString());
      return held;
    }
  }

  private static FileLock lockFile(Path folder, String name, Sleeper sleeper) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(folder, posix ? mode("rwx------") : new FileAttribute<?>[0]);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(name),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            posix ? mode("rw-------") : new FileAttribute<?>[0]);
    try {
      while (true) {
        try {
          return channel.lock();
        } catch (OverlappingFileLockException e) {
          // This library under another class loader has it; it has turns of its own.
          sleeper.sleep(POLL);
        }
      }
    } catch (FileLockInterruptionException | InterruptedException e) {
      channel.close();
      throw interrupted(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static OperationCancelledException interrupted(Exception cause) {
    Thread.currentThread().interrupt();
    return new OperationCancelledException("interrupted while waiting for another program", cause);
  }

  private void release() {
    try {
      if (lock != null) {
        lock.acquiredBy().close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a lock failed", e);
    } finally {
      turn.unlock();
    }
  }
}
