package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Deletes content. */
public interface Deleter {
  /**
   * Deletes a blob or a manifest; a manifest loses all its tags with it.
   *
   * @throws io.oras.api.error.NotFoundException when it is not here
   * @throws io.oras.api.error.UnsupportedException when this target does not delete
   * @throws IOException when it cannot be deleted
   */
  void delete(Descriptor descriptor) throws IOException;

  /**
   * Deletes a manifest with all its tags, whatever its media type is; by default, {@link #delete}.
   *
   * @throws io.oras.api.error.NotFoundException when it is not here
   * @throws io.oras.api.error.UnsupportedException when this target does not delete
   * @throws IOException when it cannot be deleted
   */
  default void deleteManifest(Descriptor descriptor) throws IOException {
    delete(descriptor);
  }
}
