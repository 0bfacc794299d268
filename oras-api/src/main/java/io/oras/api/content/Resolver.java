package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Finds the descriptor of a name. */
public interface Resolver {
  /**
   * The descriptor of what has this tag or digest.
   *
   * @param reference a tag, or a digest as text
   * @throws io.oras.api.error.NotFoundException when nothing has it
   * @throws IOException when that cannot be found out
   */
  Descriptor resolve(String reference) throws IOException;
}
