package io.oras.core.store;

import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.core.concurrent.Mutex;
import io.oras.core.store.IndexStorage.WritableIndexStorage;
import io.oras.core.stream.HeldBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Roots whose changes are seen here at once, and written together by {@link #flush}. */
final class BatchedIndex implements WritableIndexStorage {
  /** What is held until the index is written, in bytes. */
  static final long MOST_HELD = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4);

  private final WritableIndexStorage below;
  private final Mutex lock = new Mutex();
  private final List<Descriptor> added = new ArrayList<>();
  private long held;
  private final List<UnaryOperator<LayoutIndex>> changes = new ArrayList<>();

  /** The roots below when they were read last, and with the changes that were made to them. */
  private LayoutIndex base = LayoutIndex.NONE;

  private LayoutIndex changed = LayoutIndex.NONE;
  private int made;

  BatchedIndex(WritableIndexStorage below) {
    this.below = below;
  }

  @Override
  public void add(Descriptor manifest) throws LimitExceededException {
    lock.run(
        () -> {
          held += HeldBytes.of(manifest);
          if (held > MOST_HELD) {
            throw new LimitExceededException(
                "the descriptors of the manifests to list have more than %s bytes in total"
                    .formatted(MOST_HELD));
          }
          added.add(manifest);
        });
  }

  @Override
  public void update(UnaryOperator<LayoutIndex> change) {
    lock.run(
        () -> {
          mergeAdded();
          changes.add(change);
        });
  }

  private void mergeAdded() {
    if (!added.isEmpty()) {
      List<Descriptor> manifests = List.copyOf(added);
      changes.add(roots -> roots.with(manifests));
      added.clear();
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // another object is what another read has found
  public LayoutIndex read() throws IOException {
    return lock.get(
        () -> {
          mergeAdded();
          LayoutIndex now = below.read();
          if (now != base) {
            base = now;
            changed = now;
            made = 0;
          }
          changed = changed.after(changes.subList(made, changes.size()));
          made = changes.size();
          return changed;
        });
  }

  /** Writes all changes in one step. If that fails, they remain to be written. */
  void flush() throws IOException {
    lock.run(
        () -> {
          mergeAdded();
          if (!changes.isEmpty()) {
            List<UnaryOperator<LayoutIndex>> all = List.copyOf(changes);
            below.update(roots -> roots.after(all));
            changes.clear();
            held = 0;
            base = LayoutIndex.NONE;
            changed = LayoutIndex.NONE;
            made = 0;
          }
        });
  }
}
