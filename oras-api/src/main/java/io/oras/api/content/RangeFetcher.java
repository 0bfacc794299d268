package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** Gives a part of a blob without the rest of it. */
public interface RangeFetcher {
  /**
   * Opens a part of a blob. It cannot be verified: that takes the whole. Whoever called closes it.
   *
   * @param offset of the first byte
   * @param length of the part, in bytes; the stream ends after as many, or fails
   * @throws IndexOutOfBoundsException when the blob has no such part
   * @throws io.oras.api.error.NotFoundException when the blob is not here
   * @throws IOException when it cannot be read
   */
  InputStream fetchRange(Descriptor blob, long offset, long length) throws IOException;
}
