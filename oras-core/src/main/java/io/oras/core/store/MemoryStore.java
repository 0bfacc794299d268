package io.oras.core.store;

import io.oras.api.spi.StoreContext;
import io.oras.core.concurrent.Mutex;
import io.oras.core.store.IndexStorage.WritableIndexStorage;
import java.util.function.UnaryOperator;

/**
 * Content in the heap: as a source for what is packed, in tests, as a cache. Behaves as a {@link
 * LayoutStore} does, and forgets everything with the last reference to it. Thread safe.
 */
public final class MemoryStore extends WritableStore {
  /** An empty store without a name. */
  public MemoryStore(StoreContext context) {
    this("memory", context);
  }

  /**
   * An empty store.
   *
   * @param place what messages call it
   */
  public MemoryStore(String place, StoreContext context) {
    super(new MemoryBlobs(place), new InMemory(), context);
  }

  private static final class InMemory implements WritableIndexStorage {
    private final Mutex lock = new Mutex();
    private volatile LayoutIndex roots = LayoutIndex.NONE;

    @Override
    public LayoutIndex read() {
      return roots;
    }

    @Override
    public void update(UnaryOperator<LayoutIndex> change) {
      lock.run(
          () -> {
            roots = change.apply(roots);
          });
    }
  }
}
