package io.oras.core.concurrent;

import io.oras.core.function.IoSupplier;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Does work once for all threads that want the same result at the same time. A failure is thrown to
 * each thread that waits, as an exception of its own, and then forgotten. If the operation of the
 * thread that works is stopped, another takes over.
 */
public final class SingleFlight<K, V> {

  /** Work under way; its fields are read after {@code ended}. */
  private static final class Flight<V> {
    final CountDownLatch ended = new CountDownLatch(1);
    boolean stopped;
    @Nullable V value;
    @Nullable SharedFailure failure;
  }

  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

  public V join(K key, IoSupplier<V> work) throws IOException {
    while (true) {
      Flight<V> mine = new Flight<>();
      Flight<V> other = flights.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, mine, work);
      }
      try {
        other.ended.await();
      } catch (InterruptedException e) {
        throw Interruption.cancelled("interrupted while waiting for a token", e);
      }
      if (other.value != null) {
        return other.value;
      }
      if (other.failure != null && !other.stopped) {
        throw other.failure.rethrow();
      }
    }
  }

  private V lead(K key, Flight<V> mine, IoSupplier<V> work) throws IOException {
    try {
      V value = work.get();
      mine.value = value;
      return value;
    } catch (Throwable e) {
      mine.stopped = Interruption.stopped(e);
      mine.failure = new SharedFailure(e);
      throw e;
    } finally {
      flights.remove(key, mine);
      mine.ended.countDown();
    }
  }
}
