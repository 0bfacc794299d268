package io.oras.core.function;

import java.io.IOException;

/** An action without a value, such as closing or moving a file. */
@FunctionalInterface
public interface IoAction {
  void run() throws IOException;
}
