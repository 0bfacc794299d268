package com.example.adapters;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Steps through a tar; what it has of an entry's content is never more than one buffer. */
final class PlainTarReader implements ArchiveReader {
  private final InputStream in;
  private long position;
  private long left;
  private long offset = -1;

  PlainTarReader(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<ArchiveEntry> next() throws IOException {
    Map<String, String> records = new HashMap<>();
    while (true) {
      skip();
      byte[] header = in.readNBytes(PlainTar.BLOCK);
      position += header.length;
      if (header.length == 0 || isZero(header)) {
        return Optional.empty();
      }
      if (header.length < PlainTar.BLOCK || number(header, 148, 8) != sum(header)) {
        throw new ArchiveException("no tar header at byte " + (position - header.length));
      }
      long size = number(header, 124, 12);
      if (header[156] == 'x') {
        records.putAll(records(content(size)));
        continue;
      }
      left = Long.parseLong(records.getOrDefault("size", Long.toString(size)));
      offset = position;
      return Optional.of(
          new ArchiveEntry(
              records.getOrDefault("path", text(header, 0, 100)),
              type(header[156]),
              left,
              (int) number(header, 100, 8),
              link(header, records),
              Instant.ofEpochSecond(number(header, 136, 12))));
    }
  }

  private static ArchiveEntry.Type type(byte flag) {
    return switch (flag) {
      case 0, '0' -> ArchiveEntry.Type.FILE;
      case '1' -> ArchiveEntry.Type.HARDLINK;
      case '2' -> ArchiveEntry.Type.SYMLINK;
      case '5' -> ArchiveEntry.Type.DIRECTORY;
      default -> ArchiveEntry.Type.SPECIAL;
    };
  }

  private byte[] content(long size) throws IOException {
    left = size;
    byte[] bytes = content().readAllBytes();
    if (bytes.length < size) {
      throw new ArchiveException("the archive ends inside a record");
    }
    return bytes;
  }

  private static Map<String, String> records(byte[] pax) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < pax.length) {
      int space = at;
      while (space < pax.length && pax[space] != ' ') {
        space++;
      }
      try {
        int length = Integer.parseInt(new String(pax, at, space - at, StandardCharsets.US_ASCII));
        String[] record =
            new String(pax, space + 1, at + length - space - 2, StandardCharsets.UTF_8)
                .split("=", 2);
        records.put(record[0], record[1]);
        at += length;
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new ArchiveException("broken record in the archive", e);
      }
    }
    return records;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static long sum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < header.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }

  private static String link(byte[] header, Map<String, String> records) {
    String link = records.getOrDefault("linkpath", text(header, 157, 100));
    return link.isEmpty() ? null : link;
  }

  private static String text(byte[] header, int at, int length) {
    return new String(header, at, length, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  private static long number(byte[] header, int at, int length) throws IOException {
    String digits = text(header, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new ArchiveException("no number in a tar header: " + digits, e);
    }
  }

  /** Past what is left of the entry, and to the next block. */
  private void skip() throws IOException {
    content().transferTo(OutputStream.nullOutputStream());
    if (left > 0) {
      throw new ArchiveException("the archive ends " + left + " bytes early");
    }
    long gap = -position & (PlainTar.BLOCK - 1);
    position += in.readNBytes((int) gap).length;
  }

  @Override
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int n = in.read(buffer, from, (int) Math.min(left, length));
        if (n > 0) {
          left -= n;
          position += n;
        }
        return n;
      }
    };
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void close() {}
}
