package io.oras.core.store.layout;

import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** As much of ustar (POSIX.1-2001) as these tests need: short names, files and folders. */
public final class PlainTar implements ArchiveProvider {
  private static final int BLOCK = 512;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public String format() {
    return "tar";
  }

  @Override
  public ArchiveReader read(InputStream archive) {
    return new Reader(archive);
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static final class Reader implements ArchiveReader {
    private final InputStream in;
    private long offset;
    private long next;
    private long size;

    Reader(InputStream in) {
      this.in = in;
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
      in.skipNBytes(next - offset);
      byte[] head = in.readNBytes(BLOCK);
      if (head.length < BLOCK || head[0] == 0) {
        return Optional.empty();
      }
      offset = next + BLOCK;
      String name = new String(head, 0, 100, StandardCharsets.UTF_8);
      size = Long.parseLong(new String(head, 124, 11, StandardCharsets.US_ASCII), 8);
      next = offset + size + padding(size);
      return Optional.of(
          new ArchiveEntry(
              name.substring(0, name.indexOf(0)),
              head[156] == '5' ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE,
              size,
              0644,
              null,
              Instant.EPOCH));
    }

    @Override
    public InputStream content() throws IOException {
      byte[] content = in.readNBytes((int) size);
      offset += size;
      return new ByteArrayInputStream(content);
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public void close() {}
  }
}
