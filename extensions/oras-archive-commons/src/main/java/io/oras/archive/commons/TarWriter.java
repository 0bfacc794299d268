package io.oras.archive.commons;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a tar, with PAX records where USTAR is too small. */
final class TarWriter implements ArchiveWriter {
  private static final int BUFFER = 256 << 10;

  private final TarArchiveOutputStream tar;

  TarWriter(OutputStream out) {
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  @Override
  public void add(ArchiveEntry entry, InputStream content) throws IOException {
    TarArchiveEntry head = new TarArchiveEntry(entry.name(), flag(entry), true);
    head.setMode(entry.mode());
    head.setSize(entry.size());
    head.setLastModifiedTime(FileTime.from(entry.modified()));
    head.setIds(0, 0);
    head.setNames("", "");
    if (entry.linkTarget() != null) {
      head.setLinkName(entry.linkTarget());
    }
    tar.putArchiveEntry(head);
    // One byte more than there should be shows that there is more.
    byte[] buffer = new byte[(int) Math.min(BUFFER, entry.size() + 1)];
    long count = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      count += n;
      if (count > entry.size()) {
        break;
      }
      tar.write(buffer, 0, n);
    }
    if (count != entry.size()) {
      throw new ArchiveException(
          "the content of '%s' has not the %s bytes that its head says"
              .formatted(entry.name(), entry.size()));
    }
    tar.closeArchiveEntry();
  }

  private static byte flag(ArchiveEntry entry) {
    return switch (entry.type()) {
      case FILE -> TarConstants.LF_NORMAL;
      case DIRECTORY -> TarConstants.LF_DIR;
      case SYMLINK -> TarConstants.LF_SYMLINK;
      case HARDLINK -> TarConstants.LF_LINK;
      case SPECIAL ->
          throw new IllegalArgumentException(
              "devices, pipes and sockets are not archived: " + entry.name());
    };
  }

  @Override
  public void close() throws IOException {
    tar.finish();
    tar.flush();
  }
}
