package io.oras.core.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipReaderTest {
  private static final byte[] TEXT = "some text ".repeat(10_000).getBytes(StandardCharsets.UTF_8);

  private static byte[] member(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] read(byte[] gzip) throws IOException {
    try (InputStream in = new GzipReader(new ByteArrayInputStream(gzip), 16)) {
      return in.readAllBytes();
    }
  }

  @Test
  void membersAreReadOneAfterTheOther() throws IOException {
    assertArrayEquals(TEXT, read(member(TEXT)));
    byte[] start = Arrays.copyOf(TEXT, 5);
    byte[] rest = Arrays.copyOfRange(TEXT, 5, TEXT.length);
    assertArrayEquals(
        TEXT, read(join(member(start), member(new byte[0]), member(rest), new byte[100])));
  }

  @Test
  void manyEmptyMembersNeedNoStack() throws IOException {
    byte[] empty = member(new byte[0]);
    byte[] all = new byte[100_000 * empty.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = empty[i % empty.length];
    }
    assertEquals(0, read(all).length);
    assertArrayEquals(TEXT, read(join(all, member(TEXT))));
  }

  @Test
  void namesCommentsAndExtraFieldsArePassedOver() throws IOException {
    byte[] plain = member(TEXT);
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y'};
    byte[] named = join(header, "name\0comment\0".getBytes(StandardCharsets.UTF_8));
    CRC32 checksum = new CRC32();
    checksum.update(named);
    byte[] sum = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
    byte[] data = Arrays.copyOfRange(plain, 10, plain.length);
    assertArrayEquals(TEXT, read(join(named, sum, data)));
    sum[0]++;
    assertThrows(ZipException.class, () -> read(join(named, sum, data)));
  }

  @Test
  void brokenDataIsRefused() throws IOException {
    byte[] gzip = member(TEXT);
    for (int length = 0; length < gzip.length; length++) {
      byte[] cut = Arrays.copyOf(gzip, length);
      Class<? extends IOException> expected = length < 2 ? ZipException.class : EOFException.class;
      assertThrows(expected, () -> read(cut), length + " bytes");
    }
    for (int at : new int[] {0, 1, 2, gzip.length - 8, gzip.length - 1}) {
      byte[] wrong = gzip.clone();
      wrong[at] ^= 1;
      assertThrows(ZipException.class, () -> read(wrong), "byte " + at);
    }
  }
}
