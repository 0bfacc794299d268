package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Tells what is here. */
public interface ExistenceCheck {
  /**
   * Whether the content is here.
   *
   * @throws IOException when that cannot be found out
   */
  boolean exists(Descriptor descriptor) throws IOException;

  /**
   * Returns whether the manifest is here, whatever its media type is; by default, {@link #exists}.
   *
   * @throws IOException when that cannot be found out
   */
  default boolean manifestExists(Descriptor descriptor) throws IOException {
    return exists(descriptor);
  }
}
