package io.oras.tests.tck;

import io.oras.api.spi.ArchiveEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes tar archives for providers: ustar, with pax records for values too long for a header. */
final class SampleTar {
  private static final int BLOCK = 512;
  private static final long LARGEST_OCTAL = 077777777777L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  SampleTar add(ArchiveEntry entry, byte[] content) {
    head(entry);
    out.writeBytes(content);
    pad(content.length);
    return this;
  }

  /** Adds what stands before the content of the entry. */
  SampleTar head(ArchiveEntry entry) {
    String link = entry.linkTarget() == null ? "" : entry.linkTarget();
    Map<String, String> records = new TreeMap<>();
    if (!fits(entry.name())) {
      records.put("path", entry.name());
    }
    if (!fits(link)) {
      records.put("linkpath", link);
    }
    if (entry.size() > LARGEST_OCTAL) {
      records.put("size", Long.toString(entry.size()));
    }
    if (!records.isEmpty()) {
      ByteArrayOutputStream pax = new ByteArrayOutputStream();
      records.forEach((key, value) -> pax.writeBytes(record(key, value)));
      header('x', "pax", "", pax.size(), 0644, 0);
      out.writeBytes(pax.toByteArray());
      pad(pax.size());
    }
    char type =
        switch (entry.type()) {
          case FILE -> '0';
          case HARDLINK -> '1';
          case SYMLINK -> '2';
          case DIRECTORY -> '5';
          case SPECIAL -> '6';
        };
    long size = Math.min(entry.size(), LARGEST_OCTAL);
    String name = fits(entry.name()) ? entry.name() : "entry";
    String target = fits(link) ? link : "target";
    header(type, name, target, size, entry.mode(), entry.modified().getEpochSecond());
    return this;
  }

  private static boolean fits(String name) {
    return name.length() <= 100 && name.chars().allMatch(c -> c < 0x80);
  }

  /** Returns what was written so far, without an end. */
  byte[] begun() {
    return out.toByteArray();
  }

  /** Returns the whole archive. */
  byte[] bytes() {
    return Arrays.copyOf(out.toByteArray(), out.size() + 2 * BLOCK);
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

  private void header(char type, String name, String link, long size, int mode, long seconds) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, octal(mode, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(size, 11));
    put(header, 136, octal(seconds, 11));
    put(header, 148, " ".repeat(8));
    put(header, 156, String.valueOf(type));
    put(header, 157, link);
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, octal(sum, 6) + "\0 ");
    out.writeBytes(header);
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void pad(long size) {
    out.writeBytes(new byte[(int) (-size & (BLOCK - 1))]);
  }
}
