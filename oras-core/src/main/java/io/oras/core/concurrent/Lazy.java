package io.oras.core.concurrent;

import io.oras.core.function.IoSupplier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A value that the first caller creates. If that fails, the next caller tries again. Thread safe.
 *
 * @param <T> the type of the value
 */
public final class Lazy<T> {
  private final IoSupplier<T> supplier;
  private final Mutex lock = new Mutex();
  private @Nullable T value;

  public Lazy(IoSupplier<T> supplier) {
    this.supplier = supplier;
  }

  /** Returns the value. */
  public T get() throws IOException {
    return lock.get(
        () -> {
          T known = value == null ? supplier.get() : value;
          value = known;
          return known;
        });
  }
}
