package io.oras.tests.registry.storage;

import java.io.IOException;

/** Bytes on their way in, in order; used by one thread at a time. */
public interface ContentSink {
  /** Returns the number of bytes that were written. */
  long size();

  void write(byte[] buffer, int offset, int length) throws IOException;

  /** Returns the written content. Nothing may be written afterwards. */
  Content finish() throws IOException;

  /** Forgets what has come. */
  void discard() throws IOException;
}
