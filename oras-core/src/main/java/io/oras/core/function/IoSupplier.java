package io.oras.core.function;

import java.io.IOException;

/**
 * Produces a value, such as an opened stream.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface IoSupplier<T> {
  T get() throws IOException;
}
