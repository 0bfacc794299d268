package io.oras.core.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that exist while somebody uses them: the first user of a key creates the value, the last
 * one removes it. A bounded number of values is kept after their last use. So keys that a peer
 * chooses do not fill the memory. Thread safe.
 *
 * @param <K> a key
 * @param <V> what the users of one key share
 */
public final class KeyedValues<K, V> {
  private record Counted<V>(V value, int users) {}

  private final ConcurrentHashMap<K, Counted<V>> values = new ConcurrentHashMap<>();
  private final Mutex lock = new Mutex();
  private final Map<K, V> unused = new LinkedHashMap<>();
  private final Supplier<V> factory;
  private final int kept;

  /** Creates values with {@code factory}. */
  public KeyedValues(Supplier<V> factory) {
    this(factory, 0);
  }

  /**
   * Creates values with {@code factory}.
   *
   * @param kept how many values are kept that nobody uses; those used last
   */
  public KeyedValues(Supplier<V> factory, int kept) {
    this.factory = factory;
    this.kept = kept;
  }

  /** Returns the value of the key for one user, who closes it. */
  public Use<V> use(K key) {
    Counted<V> counted =
        values.compute(
            key,
            (k, known) ->
                known == null
                    ? new Counted<>(take(key), 1)
                    : new Counted<>(known.value, known.users + 1));
    return new Use<>(counted.value, () -> leave(key));
  }

  private V take(K key) {
    return lock.get(() -> Optional.ofNullable(unused.remove(key))).orElseGet(factory);
  }

  private void leave(K key) {
    values.computeIfPresent(
        key, (k, known) -> known.users == 1 ? keep(k, known.value) : less(known));
  }

  private static <V> Counted<V> less(Counted<V> known) {
    return new Counted<>(known.value, known.users - 1);
  }

  /** Removes a value from those in use. */
  private @Nullable Counted<V> keep(K key, V value) {
    lock.run(
        () -> {
          unused.put(key, value);
          if (unused.size() > kept) {
            unused.remove(unused.keySet().iterator().next());
          }
        });
    return null;
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
