package com.example.adapters;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Tar (POSIX pax): what a header has no room for stands in a record before it. */
public class PlainTar implements ArchiveProvider {
  static final int BLOCK = 512;

  @Override
  public String name() {
    return "plain-tar";
  }

  @Override
  public String format() {
    return "tar";
  }

  @Override
  public ArchiveReader read(InputStream archive) {
    return new PlainTarReader(archive);
  }

  @Override
  public ArchiveWriter write(OutputStream archive) {
    return new Writer(archive);
  }

  /** Writes headers, contents, and zeros. */
  private static final class Writer implements ArchiveWriter {
    private final OutputStream out;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void add(ArchiveEntry entry, InputStream content) throws IOException {
      String link = entry.linkTarget() == null ? "" : entry.linkTarget();
      Map<String, String> records = new TreeMap<>();
      records.put("path", entry.name());
      records.put("size", Long.toString(entry.size()));
      if (!link.isEmpty()) {
        records.put("linkpath", link);
      }
      ByteArrayOutputStream pax = new ByteArrayOutputStream();
      records.forEach((key, value) -> pax.writeBytes(record(key, value)));
      header('x', pax.size(), 0644, 0);
      out.write(pax.toByteArray());
      pad(pax.size());
      char type =
          switch (entry.type()) {
            case FILE -> '0';
            case HARDLINK -> '1';
            case SYMLINK -> '2';
            case DIRECTORY -> '5';
            case SPECIAL -> '6';
          };
      header(
          type,
          Math.min(entry.size(), 077777777777L),
          entry.mode(),
          entry.modified().getEpochSecond());
      copy(entry, content);
      pad(entry.size());
    }

    private void copy(ArchiveEntry entry, InputStream content) throws IOException {
      byte[] buffer = new byte[8192];
      long left = entry.size();
      while (left > 0) {
        int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          throw new ArchiveException(entry.name() + " ends " + left + " bytes early");
        }
        out.write(buffer, 0, n);
        left -= n;
      }
      if (content.read() >= 0) {
        throw new ArchiveException(entry.name() + " is longer than " + entry.size());
      }
    }

    private static byte[] record(String key, String value) {
      byte[] text = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
      int length = text.length + 1;
      while (length != text.length + Integer.toString(length).length()) {
        length++;
      }
      byte[] number = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
      byte[] record = Arrays.copyOf(number, length);
      System.arraycopy(text, 0, record, number.length, text.length);
      return record;
    }

    private void header(char type, long size, int mode, long seconds) throws IOException {
      byte[] header = new byte[BLOCK];
      put(header, 0, "entry");
      put(header, 100, "%07o".formatted(mode));
      put(header, 108, "0000000");
      put(header, 116, "0000000");
      put(header, 124, "%011o".formatted(size));
      put(header, 136, "%011o".formatted(seconds));
      put(header, 148, "        ");
      put(header, 156, String.valueOf(type));
      put(header, 257, "ustar\00000");
      int sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      put(header, 148, "%06o\0 ".formatted(sum));
      out.write(header);
    }

    private static void put(byte[] header, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void pad(long size) throws IOException {
      out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    @Override
    public void close() throws IOException {
      out.write(new byte[2 * BLOCK]);
    }
  }
}
