package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** A port of targets that read a part of a blob. Implementations are thread safe. */
public interface RangeFetcher {
  /**
   * Opens a part of a blob. The part is not verified, because the digest covers the whole blob. The
   * caller closes the stream.
   *
   * @param offset the offset of the first byte
   * @param length the length of the part in bytes; the stream delivers exactly this many bytes or
   *     fails
   * @throws IndexOutOfBoundsException if the part is not within the blob
   * @throws io.oras.api.error.NotFoundException if the target does not have the blob
   * @throws IOException if the blob cannot be read
   */
  InputStream fetchRange(Descriptor blob, long offset, long length) throws IOException;
}
