package io.oras.core.graph;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.concurrent.Interruption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of manifests that one copy holds: those that are read and sent at the same time,
 * and those that wait for their children. Parsed, a manifest takes several times its size. Thread
 * safe.
 */
final class ManifestMemory {
  /** The part of the heap that manifests at work have, by their size. */
  private static final int PART = 16;

  private final int size;
  private final Semaphore free;
  private final AtomicLong kept = new AtomicLong();

  /** Creates a limit of a sixteenth of the heap for each of the two. */
  ManifestMemory() {
    this(Runtime.getRuntime().maxMemory() / PART);
  }

  ManifestMemory(long bytes) {
    this.size = (int) Math.max(1, Math.min(bytes, Integer.MAX_VALUE));
    this.free = new Semaphore(size, /* fair= */ true);
  }

  /** A share of the memory, which is given back when it is closed. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until a manifest of that size can be worked on; one that is larger than the limit is
   * worked on alone. The thread holds no other share, and no connection.
   */
  Share work(long bytes) throws OperationCancelledException {
    int permits = (int) Math.max(0, Math.min(bytes, size));
    try {
      free.acquire(permits);
    } catch (InterruptedException e) {
      throw Interruption.cancelled("interrupted while waiting to read a manifest", e);
    }
    return () -> free.release(permits);
  }

  /** Returns whether a manifest of that size may be kept until its children are there. */
  boolean keep(long bytes) {
    if (kept.addAndGet(bytes) <= size) {
      return true;
    }
    kept.addAndGet(-bytes);
    return false;
  }

  /** Gives back what {@link #keep} granted. */
  void drop(long bytes) {
    kept.addAndGet(-bytes);
  }
}
