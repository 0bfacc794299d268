package io.oras.core.function;

import java.io.IOException;

/**
 * Uses a value.
 *
 * @param <A> the type of the value
 */
@FunctionalInterface
public interface IoConsumer<A> {
  void accept(A argument) throws IOException;
}
