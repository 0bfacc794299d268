package io.oras.core.archive;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes tar as the {@code oras} command does, byte for byte, so that a folder has one digest
 * whoever packs it (Go's {@code archive/tar} without a chosen format: USTAR where that can say it,
 * else PAX).
 */
public final class TarWriter implements Closeable {
  private static final int BUFFER = 256 << 10;

  private final OutputStream out;

  /** Writes to the stream, which is left open. */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds an entry. Owner and group are 0 and have no names.
   *
   * @param content exactly {@code entry.size()} bytes; read, not closed
   * @throws ArchiveException if the content has another length
   */
  public void add(ArchiveEntry entry, InputStream content) throws IOException {
    String link = entry.linkTarget() == null ? "" : entry.linkTarget();
    long seconds = seconds(entry.modified());
    TarHeader.@Nullable SplitName split = TarHeader.split(entry.name());
    PaxRecords pax = new PaxRecords();
    pax.addText("linkpath", link);
    pax.addNumber("mtime", seconds);
    pax.addNumber("size", entry.size());
    boolean ustar = pax.isEmpty() && split != null;
    if (!ustar) {
      pax.addText("path", entry.name());
      writePax(entry.name(), pax.bytes());
    }
    String name = split != null && ustar ? split.name() : entry.name();
    TarHeader header = header(type(entry), name, entry.mode(), entry.size(), seconds);
    header.text(TarHeader.LINK, link);
    header.octal(TarHeader.MAJOR, 0);
    header.octal(TarHeader.MINOR, 0);
    header.text(TarHeader.PREFIX, split != null && ustar ? split.prefix() : "");
    out.write(header.finish());
    copy(entry, content);
  }

  /** Go rounds to the nearest second. */
  private static long seconds(Instant time) {
    return time.plusMillis(500).getEpochSecond();
  }

  private static char type(ArchiveEntry entry) {
    return switch (entry.type()) {
      case FILE -> '0';
      case HARDLINK -> '1';
      case SYMLINK -> '2';
      case DIRECTORY -> '5';
      case SPECIAL ->
          throw new IllegalArgumentException(
              "devices, pipes and sockets are not packed: " + entry.name());
    };
  }

  private static TarHeader header(char type, String name, int mode, long size, long seconds) {
    TarHeader header = new TarHeader();
    header.text(TarHeader.NAME, name);
    header.octal(TarHeader.MODE, mode);
    header.octal(TarHeader.UID, 0);
    header.octal(TarHeader.GID, 0);
    header.octal(TarHeader.SIZE, size);
    header.octal(TarHeader.MTIME, seconds);
    header.type(type);
    return header;
  }

  private void writePax(String name, byte[] records) throws IOException {
    int slash = name.lastIndexOf('/') + 1;
    String file = name.substring(0, slash) + "PaxHeaders.0/" + name.substring(slash);
    out.write(header('x', TarHeader.cut(file), 0, records.length, 0).finish());
    out.write(records);
    pad(records.length);
  }

  private void copy(ArchiveEntry entry, InputStream content) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, entry.size() + 1)];
    long count = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      count += n;
      if (count > entry.size()) {
        break;
      }
      out.write(buffer, 0, n);
    }
    if (count != entry.size()) {
      throw new ArchiveException(
          "'%s' had %s bytes and changed while it was packed"
              .formatted(entry.name(), entry.size()));
    }
    pad(count);
  }

  private void pad(long count) throws IOException {
    out.write(new byte[(int) (-count & (TarHeader.LENGTH - 1))]);
  }

  /** Two empty blocks end the archive. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * TarHeader.LENGTH]);
    out.flush();
  }
}
