package io.oras.core.store.layout;

import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.StoreContext;
import io.oras.core.archive.TarWriter;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.LayoutIndex;
import io.oras.core.store.ReadableStore;
import io.oras.core.store.WritableStore;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/**
 * An OCI layout in a tar (image-spec v1.1.1, image-layout.md: a layout may be carried in an
 * archive).
 */
public final class LayoutArchive {
  private static final String INDEX = "index.json";
  private static final int BUFFER = 256 << 10;

  private LayoutArchive() {}

  /**
   * Opens a layout for reading, where it stands in the archive; entries in any order, with or
   * without {@code ./}. The archive must not change meanwhile.
   *
   * @throws NotFoundException when there is no such archive, or no layout in it
   * @throws io.oras.api.error.StoreException when it is of another version, or broken
   */
  public static ReadableStore openReadOnly(Path archive, StoreContext context) throws IOException {
    Path file = archive.toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("the archive " + file + " does not exist");
    }
    ArchiveBlobs blobs = ArchiveBlobs.index(file, context.archives("tar"));
    LayoutVersion.check(
        blobs.read(LayoutVersion.FILE, LayoutVersion.MAX_SIZE), LayoutVersion.FILE + " in " + file);
    byte[] index = blobs.read(INDEX, IndexFile.MAX_SIZE);
    LayoutIndex roots = IndexJson.read(index, INDEX + " in " + file, context.codec()).roots();
    return new ReadableStore(blobs, () -> roots, context);
  }

  /**
   * Opens an archive that does not exist yet. What is pushed waits in a folder beside it; {@code
   * close} writes the archive, if a tag has been given: that is the last step of a copy, so one
   * that failed leaves nothing.
   *
   * @throws io.oras.api.error.StoreException when there is something of that name
   */
  public static WritableStore create(Path archive, StoreContext context) throws IOException {
    return NewLayoutArchive.open(archive.toAbsolutePath().normalize(), context);
  }

  /**
   * Writes the layout in a folder as a tar: the same bytes for the same content. Nobody changes the
   * layout meanwhile.
   *
   * @param archive the file, replaced when it is there
   */
  public static void write(Path layout, Path archive) throws IOException {
    SafeFolder folder = SafeFolder.of(layout);
    Path target = archive.toAbsolutePath().normalize();
    try (AtomicFile pending = AtomicFile.beside(target)) {
      pending.removeAbandoned();
      OutputStream out = new BufferedOutputStream(pending.output(), BUFFER);
      try (TarWriter writer = new TarWriter(out)) {
        folder(writer, "blobs/");
        for (String algorithm : sorted(folder, LayoutBlobs.BLOBS)) {
          folder(writer, "blobs/" + algorithm + "/");
          for (String blob : sorted(folder, LayoutBlobs.BLOBS, algorithm)) {
            file(writer, folder, LayoutBlobs.BLOBS, algorithm, blob);
          }
        }
        file(writer, folder, IndexFile.NAME);
        file(writer, folder, LayoutVersion.FILE);
      }
      out.flush();
      pending.moveTo(target);
    }
  }

  private static void folder(TarWriter writer, String name) throws IOException {
    writer.add(
        new ArchiveEntry(name, ArchiveEntry.Type.DIRECTORY, 0, 0755, null, Instant.EPOCH),
        new ByteArrayInputStream(new byte[0]));
  }

  private static void file(TarWriter writer, SafeFolder folder, String... names)
      throws IOException {
    BasicFileAttributes file = folder.stat(names);
    if (file == null || !file.isRegularFile()) {
      throw new StoreException(folder.path(names) + " is not a regular file");
    }
    try (InputStream in = folder.read(names)) {
      writer.add(
          new ArchiveEntry(
              String.join("/", names),
              ArchiveEntry.Type.FILE,
              file.size(),
              0644,
              null,
              Instant.EPOCH),
          in);
    }
  }

  private static List<String> sorted(SafeFolder folder, String... names) throws IOException {
    return folder.list(names).stream().sorted().toList();
  }
}
