package io.oras.core.store;

import io.oras.api.content.ManifestCodec;
import io.oras.core.work.UpdateQueue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The {@code index.json} of a layout on disk, changed under a lock and replaced after all that it
 * names is on the disk: whoever reads it after a crash reads the old one or the new one.
 */
final class WritableIndexFile extends IndexFile implements WritableRootList {
  private final Path root;
  private final ManifestCodec codec;
  private final FolderLock lock;
  private final UpdateQueue<UnaryOperator<Roots>> updates = new UpdateQueue<>();

  WritableIndexFile(Path root, ManifestCodec codec, FolderLock lock) {
    super(root, codec);
    this.root = root;
    this.codec = codec;
    this.lock = lock;
  }

  /** {@inheritDoc} Changes that come at the same time are written at once. */
  @Override
  public void update(UnaryOperator<Roots> change) throws IOException {
    updates.submit(change, this::apply);
  }

  private void apply(List<UnaryOperator<Roots>> changes) throws IOException {
    lock.hold(
        () -> {
          IndexJson index = index();
          Roots next = index.roots();
          for (UnaryOperator<Roots> change : changes) {
            next = change.apply(next);
          }
          if (!next.equals(index.roots())) {
            IndexJson changed = index.with(next);
            byte[] bytes = changed.bytes();
            write(bytes);
            written(bytes, changed);
          }
          return next;
        });
  }

  /** Makes sure that the files of a layout are there; what is there stays. */
  void create() throws IOException {
    boolean missing = !Files.exists(root.resolve(LayoutVersion.FILE));
    lock.hold(
        () -> {
          Files.createDirectories(root.resolve("blobs"));
          Path version = root.resolve(LayoutVersion.FILE);
          boolean interrupted = !Files.exists(root.resolve("index.json"));
          if (Files.size(version) == 0 && (missing || interrupted)) {
            // In place, as the lock is held on this very file, which the lock has created.
            Files.write(version, LayoutVersion.CONTENT, StandardOpenOption.WRITE);
          }
          if (!Files.exists(root.resolve("index.json"))) {
            write(IndexJson.empty(codec));
          }
          return version;
        });
  }

  private void write(byte[] bytes) throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("blobs"))) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        PendingFile.sync(folder);
      }
    }
    place(bytes, root.resolve("index.json"));
    PendingFile.sync(root);
  }

  private void place(byte[] bytes, Path target) throws IOException {
    try (PendingFile pending = PendingFile.in(root.resolve(LayoutStore.INGEST))) {
      pending.write(new ByteArrayInputStream(bytes), null);
      pending.keepModeOf(target);
      pending.moveTo(target);
    }
  }
}
