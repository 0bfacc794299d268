package io.oras.core.registry.upload;

import io.oras.api.transport.RequestBody;
import java.io.IOException;
import java.nio.file.Path;

/** Content in pieces, for a registry that says where to go on. For one thread at a time. */
interface Chunks {
  /**
   * The bytes from an offset on, which can be sent again.
   *
   * @param length at most
   * @return empty at the end of the content; shorter than asked only there
   * @throws IOException when they cannot be had any more
   */
  RequestBody at(long offset, long length) throws IOException;

  /** Pieces of a file, wherever they are. */
  static Chunks ofFile(Path file, long size) {
    return (offset, length) ->
        new RequestBody.FileRegion(file, offset, Math.min(length, size - offset));
  }

  /** All content as one piece; there is no other. */
  static Chunks whole(RequestBody content) {
    return (offset, length) -> {
      if (offset == content.length()) {
        return RequestBody.EMPTY;
      }
      if (offset > 0) {
        throw UploadChunks.lost(offset);
      }
      return content;
    };
  }
}
