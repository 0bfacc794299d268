package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;

/**
 * A port of targets that store a stream of unknown length and digest. Implementations are thread
 * safe.
 */
public interface StreamPusher {
  /**
   * Stores the content of the stream, and computes the digest while reading.
   *
   * @param mediaType the media type of the content
   * @param stream the stream, which is read to its end; the caller closes it
   * @return the descriptor of the stored content
   * @throws IOException if the stream cannot be read or the content cannot be stored; nothing is
   *     stored in this case
   */
  Descriptor pushStream(MediaType mediaType, InputStream stream) throws IOException;
}
