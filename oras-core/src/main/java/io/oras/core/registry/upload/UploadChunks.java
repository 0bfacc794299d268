package io.oras.core.registry.upload;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;

/** Content in chunks; the registry decides the next offset. For use by one thread at a time. */
interface UploadChunks {
  /**
   * Returns the bytes from an offset, in a form that can be sent again.
   *
   * @param length at most
   * @return empty at the end of the content; shorter than the length only at the end
   * @throws IOException if the bytes are no longer available
   */
  RequestBody at(long offset, long length) throws IOException;

  /** Returns the chunks of a file, at any offset. */
  static UploadChunks ofFile(Path file, long size) {
    return (offset, length) ->
        new RequestBody.FileRegion(file, offset, Math.min(length, size - offset));
  }

  /** Returns the whole content as the only chunk. */
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
   * The chunks of a stream that is read once. The last chunk is kept, so that the bytes that the
   * registry has not received can be sent again.
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

    /** Returns the kept chunk and the rest of the stream. */
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
