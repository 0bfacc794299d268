package io.oras.core.store;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Where a store keeps its {@link LayoutIndex}. Thread safe. */
public interface IndexStorage {
  /** As they are now: the same object as before when nothing has changed. */
  LayoutIndex read() throws IOException;

  /** Roots that can be changed. */
  interface WritableIndexStorage extends IndexStorage {
    /**
     * Changes them in one step: no change of anybody else is lost.
     *
     * @param change a function of what it is given alone; returns that when there is nothing to do
     */
    void update(UnaryOperator<LayoutIndex> change) throws IOException;

    /** Lists a manifest; its names stay. */
    default void add(Descriptor manifest) throws IOException {
      update(now -> now.with(manifest));
    }
  }
}
