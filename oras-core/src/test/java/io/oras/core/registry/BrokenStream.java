package io.oras.core.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Supplier;

/** Some bytes, and then a failure. */
public final class BrokenStream extends InputStream {
  private final Supplier<IOException> failure;

  private BrokenStream(Supplier<IOException> failure) {
    this.failure = failure;
  }

  public static InputStream after(byte[] first, Supplier<IOException> failure) {
    return new SequenceInputStream(new ByteArrayInputStream(first), new BrokenStream(failure));
  }

  @Override
  public int read() throws IOException {
    throw failure.get();
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    throw failure.get();
  }
}
