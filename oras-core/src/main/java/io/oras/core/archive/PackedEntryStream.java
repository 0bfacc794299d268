package io.oras.core.archive;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.context.OperationBudget;
import io.oras.core.filesystem.PathRules;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.Handover;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * One file of a packed folder. The end of the stream is reported after the rest of the archive was
 * read and verified; whoever stops earlier has bytes that nobody verified. For one thread.
 */
public final class PackedEntryStream extends BlockInputStream {
  private final PackedArchive archive;
  private final String name;
  private boolean finished;

  private PackedEntryStream(PackedArchive archive, InputStream content, String name) {
    super(content);
    this.archive = archive;
    this.name = name;
  }

  /**
   * Opens the file.
   *
   * @param layer the packed folder
   * @param path the name of the entry, with the folder's own name; {@code .} and empty names in it
   *     do not count
   * @param content of the layer; closed with the returned stream, or at once if this method throws
   * @throws NotFoundException if the folder has no such entry
   * @throws ArchiveException if the entry is no file, or the archive is broken
   */
  public static InputStream open(
      Descriptor layer,
      String path,
      InputStream content,
      ArchiveProvider tar,
      Function<String, CompressionProvider> compressions,
      OperationBudget operation)
      throws IOException {
    String title = layer.title().orElse(layer.digest().toString());
    return Handover.of(new PackedArchive(layer, title, content, tar, compressions, operation))
        .to(archive -> find(archive, path, title));
  }

  private static PackedEntryStream find(PackedArchive archive, String path, String title)
      throws IOException {
    try {
      if (!next(archive, path)) {
        archive.finish();
        throw new NotFoundException("'" + title + "' has no entry '" + path + "'");
      }
      return new PackedEntryStream(archive, archive.entries().content(), path);
    } catch (ZipException | EOFException e) {
      throw PackedArchive.broken(title, e);
    }
  }

  /** Moves to the next entry of that name; false at the end. */
  private static boolean next(PackedArchive archive, String path) throws IOException {
    List<String> wanted = PathRules.parts(path);
    ArchiveReader entries = archive.entries();
    for (Optional<ArchiveEntry> e = entries.next(); e.isPresent(); e = entries.next()) {
      archive.budget().entry();
      ArchiveEntry entry = e.get();
      if (PathRules.parts(entry.name()).equals(wanted)) {
        if (entry.type() != ArchiveEntry.Type.FILE) {
          throw new ArchiveException(
              "the entry '%s' is not a file, but of type %s".formatted(entry.name(), entry.type()));
        }
        return true;
      }
    }
    return false;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (finished || len == 0) {
      return len == 0 ? 0 : -1;
    }
    try {
      int n = in.read(b, off, len);
      if (n >= 0) {
        archive.budget().content(n);
        return n;
      }
      // The later of two entries of one name counts (image-spec v1.1.1, layer.md).
      if (next(archive, name)) {
        throw new ArchiveException(
            "the entry '"
                + name
                + "' occurs twice: the bytes that were read are not the last ones");
      }
      archive.finish();
      finished = true;
      return -1;
    } catch (ZipException | EOFException e) {
      throw PackedArchive.broken(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
