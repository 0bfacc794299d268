package io.oras.core.registry.upload;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Pieces of a stream that is read once. The last piece is kept, so that it can be sent again as far
 * as the registry has not taken it.
 */
final class UploadChunks implements Chunks {
  private final InputStream in;
  private byte[] held = {};
  private long start;

  UploadChunks(InputStream in) {
    this.in = in;
  }

  @Override
  public RequestBody.Bytes at(long offset, long length) throws IOException {
    if (offset < start || offset > start + held.length) {
      throw lost(offset);
    }
    byte[] kept =
        offset == start
            ? held
            : java.util.Arrays.copyOfRange(held, (int) (offset - start), held.length);
    start = offset;
    held = kept;
    if (kept.length < length) {
      // Grows as bytes arrive: nothing is allocated for content that may not come.
      byte[] more = in.readNBytes((int) length - kept.length);
      held = kept.length == 0 ? more : concat(kept, more);
    }
    return new RequestBody.Bytes(held);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** What is kept, and all that follows. */
  InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(held), in);
  }

  static TransportException lost(long offset) {
    return new TransportException(
        TransportException.Kind.TRANSIENT,
        "the registry wants to go on at byte " + offset + ", which is not at hand any more",
        null);
  }
}
