package io.oras.core.store.layout;

import io.oras.api.error.StoreException;
import io.oras.api.spi.StoreContext;
import io.oras.core.filesystem.FolderTree;
import io.oras.core.filesystem.TemporaryFiles;
import io.oras.core.store.LayoutIndex;
import io.oras.core.store.WritableStore;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A layout on its way into a tar. */
final class NewLayoutArchive extends WritableStore {
  private final Path archive;
  private final Path folder;
  private final LayoutStore layout;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NewLayoutArchive(Path archive, Path folder, LayoutStore layout, StoreContext context) {
    super(layout.blobs(), layout.index(), context);
    this.archive = archive;
    this.folder = folder;
    this.layout = layout;
  }

  static NewLayoutArchive open(Path archive, StoreContext context) throws IOException {
    if (Files.exists(archive)) {
      throw new StoreException(
          archive + " exists, and an archive is only written as a whole; choose another file");
    }
    Path parent = archive.resolveSibling(".").normalize();
    Files.createDirectories(parent);
    Path folder = TemporaryFiles.createFolder(parent);
    AutoCloseable temporary = () -> FolderTree.delete(folder);
    return Handover.of(temporary)
        .to(
            owned -> {
              TemporaryFiles.removeAbandoned(folder);
              return new NewLayoutArchive(
                  archive, folder, LayoutStore.open(folder, context), context);
            });
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      LayoutIndex roots = layout.index().read();
      if (roots.names().findAny().isPresent()) {
        LayoutArchive.write(folder, archive);
      } else if (!roots.list().isEmpty()) {
        throw new StoreException(archive + " was not written: nothing in it has a tag");
      }
    } finally {
      FolderTree.delete(folder);
    }
  }
}
