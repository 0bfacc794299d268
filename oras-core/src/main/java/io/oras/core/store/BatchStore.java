package io.oras.core.store;

import io.oras.api.content.Target;
import io.oras.core.function.IoFunction;
import java.io.IOException;

/**
 * A store that lists what is pushed when it is closed or {@link #flush} is called: the list of its
 * manifests is written once for many. Until then only this view shows the new manifests and tags.
 *
 * <p>Blobs are written at once. If the program dies, they are there, and a copy that is repeated
 * lists them. Thread safe.
 */
public final class BatchStore extends WritableStore {
  private final BatchedIndex roots;

  /**
   * Works on a target. If the target, or a target that it wraps, is a store with a list of
   * manifests, the list is written once.
   */
  public static <T> T batched(Target target, IoFunction<Target, T> work) throws IOException {
    WritableStore store = target.capability(WritableStore.class).orElse(null);
    if (store == null) {
      return work.apply(target);
    }
    try (BatchStore batch = new BatchStore(store)) {
      return work.apply(batch);
    }
  }

  /** Creates a view of a store, which stays open when this is closed. */
  public BatchStore(WritableStore store) {
    this(store, new BatchedIndex(store.roots()));
  }

  private BatchStore(WritableStore store, BatchedIndex roots) {
    super(store, roots);
    this.roots = roots;
  }

  /**
   * Lists what was pushed and tagged since the last time.
   *
   * @throws IOException if the list cannot be written; then the store is as it was, and all of it
   *     remains to be listed
   */
  public void flush() throws IOException {
    roots.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
