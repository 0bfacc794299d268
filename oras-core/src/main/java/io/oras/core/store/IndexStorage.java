package io.oras.core.store;

import java.io.IOException;

/** Where a store keeps its {@link LayoutIndex}. Thread safe. */
public interface IndexStorage {
  /** As they are now: the same object as before when nothing has changed. */
  LayoutIndex read() throws IOException;
}
