package io.oras.core.registry.upload;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;

/** Content in pieces, for a registry that says where to go on. For one thread at a time. */
interface UploadChunks {
  /**
   * The bytes from an offset on, which can be sent again.
   *
   * @param length at most
   * @return empty at the end of the content; shorter than asked only there
   * @throws IOException when they cannot be had any more
   */
  RequestBody at(long offset, long length) throws IOException;

  /** Pieces of a file, wherever they are. */
  static UploadChunks ofFile(Path file, long size) {
    return (offset, length) ->
        new RequestBody.FileRegion(file, offset, Math.min(length, size - offset));
  }

  /** All content as one piece; there is no other. */
  static UploadChunks whole(RequestBody content) {
    return (offset, length) -> {
      if (offset == content.length()) {
        return RequestBody.EMPTY;
      }
      if (offset > 0) {
        throw OfStream.lost(offset);
      }
      return content;
    };
  }

  /**
   * Pieces of a stream that is read once. The last piece is kept, so that it can be sent again as
   * far as the registry has not taken it.
   */
  static final class OfStream implements UploadChunks {
    private final InputStream in;
    private byte[] held = {};
    private long start;

    OfStream(InputStream in) {
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
          "the registry asks to continue at byte "
              + offset
              + ", which the stream has already passed",
          null);
    }
  }
}
