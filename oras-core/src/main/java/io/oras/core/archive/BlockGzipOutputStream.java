package io.oras.core.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * gzip of blocks of 1 MiB that know nothing of each other (RFC 1952, one member; RFC 1951, each
 * block ends on a byte): the bytes depend on the content and the zlib alone, and stay the same when
 * blocks are compressed on many cores one day.
 */
final class BlockGzipOutputStream extends OutputStream {
  private static final int BLOCK = 1 << 20;

  /** No time, no name, operating system unknown. */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final byte[] block = new byte[BLOCK];
  // What does not shrink grows by 5 bytes for each 16 KiB at most, so that one call writes all.
  private final byte[] compressed = new byte[BLOCK + (BLOCK >> 8) + 64];
  private final CRC32 crc = new CRC32();
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private int length;
  private long total;
  private boolean closed;

  BlockGzipOutputStream(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEAD);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    int from = off;
    while (from < off + len) {
      if (length == BLOCK) {
        deflate(false);
      }
      int n = Math.min(BLOCK - length, off + len - from);
      System.arraycopy(b, from, block, length, n);
      length += n;
      from += n;
    }
  }

  private void deflate(boolean last) throws IOException {
    crc.update(block, 0, length);
    total += length;
    deflater.reset();
    deflater.setInput(block, 0, length);
    if (last) {
      deflater.finish();
    }
    int n =
        deflater.deflate(
            compressed, 0, compressed.length, last ? Deflater.NO_FLUSH : Deflater.FULL_FLUSH);
    out.write(compressed, 0, n);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (OutputStream stream = out) {
      deflate(true);
      byte[] tail = new byte[8];
      putLittleEndian(tail, 0, crc.getValue());
      putLittleEndian(tail, 4, total);
      stream.write(tail);
    } finally {
      deflater.end();
    }
  }

  private static void putLittleEndian(byte[] to, int offset, long value) {
    for (int i = 0; i < 4; i++) {
      to[offset + i] = (byte) (value >> (8 * i));
    }
  }
}
