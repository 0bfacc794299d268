package io.oras.tests.registry.storage;

import java.io.IOException;

/** Bytes on their way in, in order; used by one thread at a time. */
public interface ContentSink {
  /** How many bytes have come. */
  long size();

  void write(byte[] buffer, int offset, int length) throws IOException;

  /** What has come, at rest until it is discarded; nothing is written any more. */
  Content finish() throws IOException;

  /** Forgets what has come. */
  void discard() throws IOException;
}
