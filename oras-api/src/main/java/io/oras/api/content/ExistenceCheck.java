package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Checks whether a target has content. Implementations are thread safe. */
public interface ExistenceCheck {
  /**
   * Returns whether the target has the content.
   *
   * @throws IOException if the check fails
   */
  boolean exists(Descriptor descriptor) throws IOException;

  /**
   * Returns whether the target has the manifest, whatever its media type is. The default
   * implementation calls {@link #exists}.
   *
   * @throws IOException if the check fails
   */
  default boolean manifestExists(Descriptor descriptor) throws IOException {
    return exists(descriptor);
  }
}
