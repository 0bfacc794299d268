package io.oras.archive.commons;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Steps through a tar. */
final class TarReader implements ArchiveReader {
  private static final int MODE_BITS = 07777;

  private final HeaderLimits guard;
  private final TarArchiveInputStream tar;
  private long offset = -1;

  TarReader(HeaderLimits guard) {
    this.guard = guard;
    this.tar = new TarArchiveInputStream(guard, StandardCharsets.UTF_8.name());
  }

  @Override
  public Optional<ArchiveEntry> next() throws IOException {
    TarArchiveEntry entry = read();
    if (entry == null) {
      offset = -1;
      return Optional.empty();
    }
    offset = entry.isSparse() ? -1 : guard.count();
    ArchiveEntry.Type type = type(entry);
    boolean link = type == ArchiveEntry.Type.SYMLINK || type == ArchiveEntry.Type.HARDLINK;
    return Optional.of(
        new ArchiveEntry(
            entry.getName(),
            type,
            type == ArchiveEntry.Type.FILE ? entry.getRealSize() : 0,
            entry.getMode() & MODE_BITS,
            link ? entry.getLinkName() : null,
            Instant.ofEpochMilli(entry.getLastModifiedTime().toMillis())));
  }

  private @Nullable TarArchiveEntry read() throws IOException {
    try {
      // Skipped here, so that only the head counts as head; reading a sparse file makes zeros.
      while (tar.getCurrentEntry() != null && tar.skip(Long.MAX_VALUE) > 0) {}
      guard.head();
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry != null && !entry.isCheckSumOK()) {
        throw new IOException("the header of '" + entry.getName() + "' has a wrong checksum");
      }
      if (entry != null && entry.isSparse() && type(entry) != ArchiveEntry.Type.FILE) {
        throw new IOException("'" + entry.getName() + "' is a sparse file and a link or folder");
      }
      return entry;
    } catch (IOException | RuntimeException e) {
      throw broken(e);
    } finally {
      guard.content();
    }
  }

  private IOException broken(Exception e) {
    IOException below = guard.failure();
    return below != null
        ? below
        : new ArchiveException("the tar archive is broken: " + e.getMessage(), e);
  }

  private static ArchiveEntry.Type type(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_OLDNORM ->
          entry.getName().endsWith("/") ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE;
      case TarConstants.LF_NORMAL, TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE ->
          ArchiveEntry.Type.FILE;
      case TarConstants.LF_DIR -> ArchiveEntry.Type.DIRECTORY;
      case TarConstants.LF_SYMLINK -> ArchiveEntry.Type.SYMLINK;
      case TarConstants.LF_LINK -> ArchiveEntry.Type.HARDLINK;
      default -> ArchiveEntry.Type.SPECIAL;
    };
  }

  @Override
  public InputStream content() {
    return new Content();
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void close() {
    // The reader holds nothing but the stream below, which belongs to the caller.
  }

  /** Ends with the entry. */
  private final class Content extends FilterInputStream {
    Content() {
      super(tar);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        return super.read(b, off, len);
      } catch (IOException | RuntimeException e) {
        throw broken(e);
      }
    }

    @Override
    public void close() {}
  }
}
