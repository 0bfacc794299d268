package io.oras.core.store.layout;

import io.oras.api.content.ManifestCodec;
import io.oras.core.concurrent.BatchedUpdates;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.IndexStorage.WritableIndexStorage;
import io.oras.core.store.LayoutIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The {@code index.json} of a layout on disk, changed under a lock and replaced after all that it
 * names is on the disk: whoever reads it after a crash reads the old one or the new one.
 */
public final class WritableIndexFile extends IndexFile implements WritableIndexStorage {
  private final ProcessLock lock;
  private final BatchedUpdates<UnaryOperator<LayoutIndex>> updates = new BatchedUpdates<>();

  public WritableIndexFile(SafeFolder folder, ManifestCodec codec, ProcessLock lock) {
    this(folder, codec, lock, MAX_SIZE);
  }

  public WritableIndexFile(SafeFolder folder, ManifestCodec codec, ProcessLock lock, int maxSize) {
    super(folder, codec, maxSize);
    this.lock = lock;
  }

  /** {@inheritDoc} Changes that come at the same time are written at once. */
  @Override
  public void update(UnaryOperator<LayoutIndex> change) throws IOException {
    updates.submit(change, this::apply);
  }

  private void apply(List<UnaryOperator<LayoutIndex>> changes) throws IOException {
    lock.hold(
        () -> {
          IndexJson index = index();
          LayoutIndex next = index.roots().after(changes);
          if (!next.equals(index.roots())) {
            IndexJson changed = index.with(next);
            byte[] bytes = changed.bytes();
            requireReadable(bytes.length);
            write(bytes);
            written(bytes, changed);
          }
          return next;
        });
  }

  /** Makes sure that the files of a layout are there; what is there stays. */
  void create() throws IOException {
    boolean missing = folder.stat(LayoutVersion.FILE) == null;
    lock.hold(
        () -> {
          folder.createFolder(LayoutBlobs.BLOBS);
          boolean interrupted = folder.stat(NAME) == null;
          if ((missing || interrupted) && lock.read(LayoutVersion.MAX_SIZE).length == 0) {
            // In place, as the lock is held on this very file, which the lock has created.
            lock.write(LayoutVersion.CONTENT);
          }
          if (folder.stat(NAME) == null) {
            write(IndexJson.empty(codec));
          }
          return missing;
        });
  }

  private void write(byte[] bytes) throws IOException {
    for (String name : folder.list(LayoutBlobs.BLOBS)) {
      BasicFileAttributes algorithm = folder.stat(LayoutBlobs.BLOBS, name);
      if (algorithm != null && algorithm.isDirectory()) {
        folder.sync(LayoutBlobs.BLOBS, name);
      }
    }
    boolean unused = folder.stat(LayoutStore.INGEST) == null;
    try (AtomicFile pending = AtomicFile.in(folder, LayoutStore.INGEST)) {
      pending.write(new ByteArrayInputStream(bytes), null);
      pending.keepModeOf(folder.target(NAME));
      pending.moveTo(folder.target(NAME));
    } finally {
      if (unused) {
        folder.deleteIfEmpty(LayoutStore.INGEST);
      }
    }
    folder.sync();
  }
}
