package io.oras.core.concurrent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Values that exist only while somebody uses them: the first user of a key creates the value, the
 * last one removes it. So keys that a peer chooses do not fill the memory. Thread safe.
 *
 * @param <K> a key
 * @param <V> what the users of one key share
 */
public final class KeyedValues<K, V> {
  private record Counted<V>(V value, int users) {}

  private final ConcurrentHashMap<K, Counted<V>> values = new ConcurrentHashMap<>();
  private final Supplier<V> factory;

  /** Creates values with {@code factory}. */
  public KeyedValues(Supplier<V> factory) {
    this.factory = factory;
  }

  /** Returns the value of the key for one user, who closes it. */
  public Use<V> use(K key) {
    Counted<V> counted =
        values.compute(
            key,
            (k, known) ->
                known == null
                    ? new Counted<>(factory.get(), 1)
                    : new Counted<>(known.value, known.users + 1));
    return new Use<>(counted.value, () -> leave(key));
  }

  private void leave(K key) {
    values.computeIfPresent(
        key, (k, known) -> known.users == 1 ? null : new Counted<>(known.value, known.users - 1));
  }

  /** Returns how many keys are in use. */
  public int size() {
    return values.size();
  }

  /** A value in use; closing it twice does no harm. */
  public static final class Use<V> implements AutoCloseable {
    private final V value;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Use(V value, Runnable leave) {
      this.value = value;
      this.leave = leave;
    }

    /** Returns the value. */
    public V value() {
      return value;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave.run();
      }
    }
  }
}
