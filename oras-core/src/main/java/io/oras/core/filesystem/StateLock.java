package io.oras.core.filesystem;

import io.oras.api.error.OperationCancelledException;
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
public final class StateLock implements AutoCloseable {

  /** Few files that stay: an unneeded wait is cheaper than a file for each key. */
  private static final int STRIPES = 64;

  /** A file lock is the whole JVM's; its threads take turns here first. */
  private static final ReentrantLock[] TURNS =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

  private static final System.Logger LOG = System.getLogger(StateLock.class.getName());

  private final ReentrantLock turn;
  private ProcessLock.@Nullable Held lock;

  private StateLock(ReentrantLock turn) {
    this.turn = turn;
  }

  /**
   * Does some work while nobody else does work of that key. Where the folder cannot be used, only
   * the threads of this JVM take turns.
   *
   * @param folder made when it is not there, or null for none
   */
  public static void holding(@Nullable Path folder, String key, Sleeper sleeper, IoAction work)
      throws IOException {
    try (StateLock held = acquire(key)) {
      if (folder != null) {
        held.lockFile(folder, key, sleeper);
      }
      work.run();
    }
  }

  private static int stripe(String key) {
    return Math.floorMod(key.hashCode(), STRIPES);
  }

  /** Takes the turn among the threads of this JVM. */
  private static StateLock acquire(String key) throws OperationCancelledException {
    StateLock held = new StateLock(TURNS[stripe(key)]);
    try {
      held.turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return held;
  }

  private void lockFile(Path folder, String key, Sleeper sleeper)
      throws OperationCancelledException {
    try {
      SafeFolder state = SafeFolder.of(folder).ownerOnly();
      state.createRoot();
      String name = "referrers-" + stripe(key) + ".lock";
      lock = new ProcessLock(state, name, ProcessLock.WAIT, sleeper).acquire();
    } catch (OperationCancelledException e) {
      throw e;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no lock between programs: {0}", e.toString());
    }
  }

  private static OperationCancelledException interrupted(Exception cause) {
    Thread.currentThread().interrupt();
    return new OperationCancelledException("interrupted while waiting for another program", cause);
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a lock failed", e);
    } finally {
      turn.unlock();
    }
  }
}
