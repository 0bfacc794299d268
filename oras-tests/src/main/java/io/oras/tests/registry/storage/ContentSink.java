package io.oras.tests.registry.storage;

import java.io.IOException;

/** Receives bytes in order. For use by one thread at a time. */
public interface ContentSink {
  /** Returns the number of bytes that were written. */
  long size();

  void write(byte[] buffer, int offset, int length) throws IOException;

  /** Returns the written content. Nothing may be written afterwards. */
  Content finish() throws IOException;

  /** Discards the received bytes. */
  void discard() throws IOException;
}
