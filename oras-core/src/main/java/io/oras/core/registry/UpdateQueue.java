package io.oras.core.registry;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Merges changes that come at the same time: one thread makes all that are waiting, the others
 * learn how it went. Thread safe.
 *
 * @param <C> a change
 */
final class UpdateQueue<C> {
  /** Makes several changes at once. */
  @FunctionalInterface
  interface Work<C> {
    void apply(List<C> changes) throws IOException;
  }

  private static final class Entry<C> {
    final C change;
    boolean done;
    @Nullable IOException failure;

    Entry(C change) {
      this.change = change;
    }
  }

  private final Queue<Entry<C>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Makes the change, alone or with others, and returns when that is done. */
  void submit(C change, Work<C> work) throws IOException {
    Entry<C> mine = new Entry<>(change);
    waiting.add(mine);
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      waiting.remove(mine);
      Thread.currentThread().interrupt();
      throw new OperationCancelledException("interrupted while waiting for another update", e);
    }
    try {
      if (!mine.done) {
        run(work);
      }
      if (mine.failure != null) {
        throw mine.failure;
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(Work<C> work) {
    List<Entry<C>> batch = new ArrayList<>();
    for (Entry<C> next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
    }
    IOException failure = null;
    try {
      work.apply(batch.stream().map(entry -> entry.change).toList());
    } catch (IOException e) {
      failure = e;
    }
    for (Entry<C> entry : batch) {
      entry.done = true;
      entry.failure = failure;
    }
  }
}
