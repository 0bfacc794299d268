package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Takes content of unknown length and digest in one pass. */
public interface StreamPusher {
  /**
   * Stores what the stream holds, hashing it on the way.
   *
   * @param stream read to its end; whoever called closes it
   * @return the descriptor of what was stored
   * @throws IOException when it cannot be read or stored; then nothing is stored
   */
  Descriptor pushStream(MediaType mediaType, InputStream stream) throws IOException;
}
