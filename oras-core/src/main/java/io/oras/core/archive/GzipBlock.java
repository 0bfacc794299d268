package io.oras.core.archive;

import java.util.concurrent.Callable;
import java.util.zip.Deflater;

/** A block of a gzip stream that knows nothing of those before it; used again and again. */
final class GzipBlock implements Callable<GzipBlock> {
  static final int SIZE = 1 << 20;

  final byte[] content = new byte[SIZE];
  int length;
  boolean last;

  // What does not shrink grows by 5 bytes for each 16 KiB at most, so that one call writes all.
  final byte[] compressed = new byte[SIZE + (SIZE >> 8) + 64];
  int compressedLength;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

  /** Compresses the content; all but the last block end on a byte. */
  @Override
  public GzipBlock call() {
    deflater.reset();
    deflater.setInput(content, 0, length);
    if (last) {
      deflater.finish();
    }
    compressedLength =
        deflater.deflate(
            compressed, 0, compressed.length, last ? Deflater.NO_FLUSH : Deflater.FULL_FLUSH);
    return this;
  }

  /** Frees what the garbage collector does not; not to be used any more. */
  void end() {
    deflater.end();
  }
}
