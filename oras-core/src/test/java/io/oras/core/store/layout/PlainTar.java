package io.oras.core.store.layout;

import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.ArchiveWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  @Override
  public ArchiveWriter write(OutputStream archive) {
    return new Writer(archive);
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

  private static final class Writer implements ArchiveWriter {
    private final OutputStream out;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void add(ArchiveEntry entry, InputStream content) throws IOException {
      byte[] head = new byte[BLOCK];
      put(head, 0, entry.name());
      put(head, 100, "0000644");
      put(head, 108, "0000000");
      put(head, 116, "0000000");
      put(head, 124, "%011o".formatted(entry.size()));
      put(head, 136, "00000000000");
      put(head, 148, "        ");
      head[156] = (byte) (entry.type() == ArchiveEntry.Type.DIRECTORY ? '5' : '0');
      put(head, 257, "ustar\0" + "00");
      int sum = 0;
      for (byte b : head) {
        sum += b & 0xff;
      }
      put(head, 148, "%06o\0".formatted(sum));
      out.write(head);
      content.transferTo(out);
      out.write(new byte[(int) padding(entry.size())]);
    }

    private static void put(byte[] head, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
      out.write(new byte[2 * BLOCK]);
    }
  }
}
