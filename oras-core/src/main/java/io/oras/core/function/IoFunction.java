package io.oras.core.function;

import java.io.IOException;

/**
 * Computes a value from another.
 *
 * @param <A> the type of the argument
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface IoFunction<A, T> {
  T apply(A argument) throws IOException;
}
