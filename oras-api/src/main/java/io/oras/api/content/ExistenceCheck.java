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
}
