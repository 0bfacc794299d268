package io.oras.core.store;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Roots whose changes are seen here at once, and written together by {@link #flush}. */
final class BatchedRoots implements WritableRootList {
  private final WritableRootList below;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Descriptor> added = new ArrayList<>();
  private final List<UnaryOperator<Roots>> changes = new ArrayList<>();

  /** The roots below when they were read last, and with the changes that were made to them. */
  private Roots base = Roots.NONE;

  private Roots changed = Roots.NONE;
  private int made;

  BatchedRoots(WritableRootList below) {
    this.below = below;
  }

  @Override
  public void add(Descriptor manifest) {
    lock.lock();
    try {
      added.add(manifest);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void update(UnaryOperator<Roots> change) {
    lock.lock();
    try {
      mergeAdded();
      changes.add(change);
    } finally {
      lock.unlock();
    }
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
  public Roots read() throws IOException {
    lock.lock();
    try {
      mergeAdded();
      Roots now = below.read();
      if (now != base) {
        base = now;
        changed = now;
        made = 0;
      }
      for (; made < changes.size(); made++) {
        changed = changes.get(made).apply(changed);
      }
      return changed;
    } finally {
      lock.unlock();
    }
  }

  /** Writes all changes in one step. If that fails, they remain to be written. */
  void flush() throws IOException {
    lock.lock();
    try {
      mergeAdded();
      if (!changes.isEmpty()) {
        List<UnaryOperator<Roots>> all = List.copyOf(changes);
        below.update(
            roots -> {
              Roots next = roots;
              for (UnaryOperator<Roots> change : all) {
                next = change.apply(next);
              }
              return next;
            });
        changes.clear();
        base = Roots.NONE;
        changed = Roots.NONE;
        made = 0;
      }
    } finally {
      lock.unlock();
    }
  }
}
