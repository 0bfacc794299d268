package io.oras.tests.registry.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Holds bytes on the heap in the pieces in which they came, so that nothing is copied to grow. */
final class MemorySink implements ContentSink {
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  @Override
  public long size() {
    return size;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    pieces.add(Arrays.copyOfRange(buffer, offset, offset + length));
    size += length;
  }

  @Override
  public Content finish() {
    return new Segments(List.copyOf(pieces), size);
  }

  @Override
  public void discard() {
    pieces.clear();
    size = 0;
  }

  private record Segments(List<byte[]> pieces, long size) implements Content {
    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(pieces.stream().map(ByteArrayInputStream::new).toList()));
    }
  }
}
