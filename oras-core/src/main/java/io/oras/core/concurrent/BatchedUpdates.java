package io.oras.core.concurrent;

import io.oras.core.function.IoConsumer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Merges changes that come at the same time: one thread makes all that are waiting, the others
 * learn how it went. If the operation of that thread is stopped, another takes over. Thread safe.
 *
 * @param <C> a change
 */
public final class BatchedUpdates<C> {

  private static final class Entry<C> {
    final C change;
    volatile boolean withdrawn;
    boolean done;
    @Nullable SharedFailure failure;

    Entry(C change) {
      this.change = change;
    }
  }

  private final Queue<Entry<C>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Makes the change, alone or with others, and returns when that is done.
   *
   * @throws IOException when it failed; each caller gets an exception of its own
   */
  public void submit(C change, IoConsumer<List<C>> work) throws IOException {
    Entry<C> mine = new Entry<>(change);
    waiting.add(mine);
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      mine.withdrawn = true;
      waiting.remove(mine);
      throw Interruption.cancelled("interrupted while waiting for another update", e);
    }
    try {
      if (!mine.done) {
        run(mine, work);
      } else if (mine.failure != null) {
        throw mine.failure.rethrow();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(Entry<C> mine, IoConsumer<List<C>> work) throws IOException {
    List<Entry<C>> batch = new ArrayList<>();
    for (Entry<C> next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!next.withdrawn) {
        batch.add(next);
      }
    }
    SharedFailure failure = null;
    try {
      work.accept(batch.stream().map(entry -> entry.change).toList());
    } catch (Throwable e) {
      if (Interruption.stopped(e)) {
        batch.remove(mine);
        waiting.addAll(batch);
        batch.clear();
        throw e;
      }
      failure = new SharedFailure(e);
      throw e;
    } finally {
      for (Entry<C> entry : batch) {
        entry.done = true;
        entry.failure = failure;
      }
    }
  }
}
