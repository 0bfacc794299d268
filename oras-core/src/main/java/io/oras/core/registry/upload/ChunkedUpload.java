package io.oras.core.registry.upload;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RegistryClient;
import java.io.IOException;

/**
 * Sends content in chunks, one after the other, and goes on where the registry says that it stands
 * (distribution-spec v1.1.1, "Pushing a blob in chunks"). For one upload.
 */
final class ChunkedUpload {
  /** Chunks in a row that got the registry no further. */
  private static final int MAX_STUCK = 5;

  private final RegistryClient context;
  private final UploadSession session;
  private long offset;
  private long furthest;
  private int stuck;

  ChunkedUpload(RegistryClient context, UploadSession session) {
    this.context = context;
    this.session = session;
  }

  /**
   * Sends all chunks.
   *
   * @param length of each but the last
   * @param ranged whether the first says where it belongs; all others do
   * @return the size of the whole content
   */
  long send(UploadChunks chunks, long length, boolean ranged) throws IOException {
    for (RequestBody chunk = chunks.at(0, length);
        chunk.length() > 0;
        chunk = chunks.at(offset, length)) {
      try {
        offset = session.append(chunk, offset, ranged || offset > 0);
      } catch (IOException e) {
        if (FailureClassifier.status(e) != 416 && !FailureClassifier.isUncertain(e)) {
          throw e;
        }
        offset = status(e);
      }
      if (offset > furthest) {
        furthest = offset;
        stuck = 0;
      } else if (++stuck > MAX_STUCK) {
        throw new TransportException(
            TransportException.Kind.PERMANENT,
            "the registry accepts nothing after byte %s; it may require larger chunks (UploadMethod.chunked)"
                .formatted(offset),
            null);
      }
    }
    return offset;
  }

  private long status(IOException cause) throws IOException {
    try {
      context.pause(stuck + 1);
      return session.status();
    } catch (IOException e) {
      e.addSuppressed(cause);
      throw e;
    }
  }

  /** Whether the registry has taken nothing yet. */
  boolean nothingTaken() {
    return furthest == 0;
  }
}
