package io.oras.tests.registry.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Keeps bytes in memory in the received chunks, so that no array grows. */
final class MemorySink implements ContentSink {
  private final List<byte[]> chunks = new ArrayList<>();
  private long size;

  @Override
  public long size() {
    return size;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    chunks.add(Arrays.copyOfRange(buffer, offset, offset + length));
    size += length;
  }

  @Override
  public Content finish() {
    return new Segments(List.copyOf(chunks), size);
  }

  @Override
  public void discard() {
    chunks.clear();
    size = 0;
  }

  private record Segments(List<byte[]> chunks, long size) implements Content {
    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(chunks.stream().map(ByteArrayInputStream::new).toList()));
    }
  }
}
