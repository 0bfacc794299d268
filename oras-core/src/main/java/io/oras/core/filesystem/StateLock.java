package io.oras.core.filesystem;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.concurrent.Interruption;
import io.oras.core.function.IoAction;
import io.oras.core.options.Sleeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps programs of one user on one machine from doing the same thing at the same time: a lock on a
 * file in a folder that no other user can enter.
 */
public final class StateLock {
  /** Few files that stay: an unneeded wait is cheaper than a file for each key. */
  private static final int STRIPES = 64;

  /** A file lock is the whole JVM's; its threads take turns here first. */
  private static final ReentrantLock[] TURNS =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  private static final System.Logger LOG = System.getLogger(StateLock.class.getName());

  private StateLock() {}

  /**
   * Does some work while nobody else does work of that key. Where the folder cannot be used, only
   * the threads of this JVM take turns.
   *
   * @param folder made when it is not there, or null for none
   */
  public static void holding(@Nullable Path folder, String key, Sleeper sleeper, IoAction work)
      throws IOException {
    int stripe = Math.floorMod(key.hashCode(), STRIPES);
    try {
      TURNS[stripe].lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interruption.cancelled("interrupted while waiting for another program", e);
    }
    ProcessLock.Held lock = null;
    try {
      lock = folder == null ? null : lock(folder, "referrers-" + stripe + ".lock", sleeper);
      work.run();
    } finally {
      close(lock);
      TURNS[stripe].unlock();
    }
  }

  private static ProcessLock.@Nullable Held lock(Path folder, String name, Sleeper sleeper)
      throws OperationCancelledException {
    try {
      SafeFolder state = SafeFolder.of(folder).ownerOnly();
      state.createRoot();
      return new ProcessLock(state, name, ProcessLock.WAIT, sleeper).acquire();
    } catch (OperationCancelledException e) {
      throw e;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no lock between programs: {0}", e.toString());
      return null;
    }
  }

  private static void close(ProcessLock.@Nullable Held lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a lock failed", e);
    }
  }
}
