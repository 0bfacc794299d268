package io.oras.core.archive;

import io.oras.core.stream.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses the members of a gzip file one after the other (RFC 1952). What follows the last
 * member is ignored.
 *
 * <p>{@code java.util.zip.GZIPInputStream} calls itself for each empty member, so that a small
 * layer of many empty members ends in a {@link StackOverflowError}; before JDK 23 it also ends
 * after a member when nothing more is available at that moment (JDK-7036144). For one thread.
 */
final class GzipReader extends BlockInputStream {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final byte[] buffer;
  private final Inflater inflater = new Inflater(/* nowrap= */ true);
  private final CRC32 checksum = new CRC32();
  private int at;
  private int end;
  private boolean inMember;
  private boolean ended;

  /** Creates a reader with a buffer of that size; nothing is read yet. */
  GzipReader(InputStream in, int bufferSize) {
    super(in);
    buffer = new byte[bufferSize];
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (!inMember && !ended) {
      requireMagic();
      readHeader();
    }
    while (!ended && len > 0) {
      int n = inflate(b, off, len);
      if (n > 0) {
        checksum.update(b, off, n);
        return n;
      }
      if (inflater.finished()) {
        at = end - inflater.getRemaining();
        readTrailer();
        ended = !startsMember();
        if (!ended) {
          readHeader();
        }
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a preset dictionary is needed");
      } else {
        requireMore();
        inflater.setInput(buffer, at, end - at);
        at = end;
      }
    }
    return len == 0 ? 0 : -1;
  }

  private int inflate(byte[] b, int off, int len) throws ZipException {
    try {
      return inflater.inflate(b, off, len);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage() == null ? "invalid deflate data" : e.getMessage());
    }
  }

  /** Reads more if the buffer is empty; returns whether there is any. */
  private boolean hasMore() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return at < end;
  }

  private void requireMore() throws IOException {
    if (!hasMore()) {
      throw new EOFException("the gzip data ends too early");
    }
  }

  private int next() throws IOException {
    requireMore();
    int value = buffer[at++] & 0xff;
    checksum.update(value);
    return value;
  }

  private int next16() throws IOException {
    return next() | next() << 8;
  }

  private long next32() throws IOException {
    return next16() | (long) next16() << 16;
  }

  private void requireMagic() throws IOException {
    if (!startsMember()) {
      throw new ZipException("not in gzip format");
    }
  }

  private boolean startsMember() throws IOException {
    checksum.reset();
    return hasMore() && next() == MAGIC_1 && hasMore() && next() == MAGIC_2;
  }

  /** Reads what follows the magic number, and prepares for the data. */
  private void readHeader() throws IOException {
    if (next() != DEFLATE) {
      throw new ZipException("unknown compression method");
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next16());
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (next() != 0) {
          // A name or a comment ends with a zero.
        }
      }
    }
    int expected = (int) checksum.getValue() & 0xffff;
    if ((flags & HEADER_CHECKSUM) != 0 && next16() != expected) {
      throw new ZipException("the checksum of the header is wrong");
    }
    inflater.reset();
    inflater.setInput(buffer, at, end - at);
    at = end;
    checksum.reset();
    inMember = true;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void readTrailer() throws IOException {
    long expected = checksum.getValue();
    long size = inflater.getBytesWritten() & 0xffffffffL;
    if (next32() != expected || next32() != size) {
      throw new ZipException("the checksum or the length of the content is wrong");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    ended = true;
    super.close();
  }
}
