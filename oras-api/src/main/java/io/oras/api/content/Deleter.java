package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** A port of targets that delete content. Implementations are thread safe. */
public interface Deleter {
  /**
   * Deletes a blob or a manifest. Deleting a manifest also removes all its tags.
   *
   * @throws io.oras.api.error.NotFoundException if the target does not have the content
   * @throws io.oras.api.error.UnsupportedException if the target does not support deletion
   * @throws IOException if the content cannot be deleted
   */
  void delete(Descriptor descriptor) throws IOException;

  /**
   * Deletes a manifest of any media type with all its tags. The default implementation calls {@link
   * #delete}.
   *
   * @throws io.oras.api.error.NotFoundException if the target does not have the manifest
   * @throws io.oras.api.error.UnsupportedException if the target does not support deletion
   * @throws IOException if the manifest cannot be deleted
   */
  default void deleteManifest(Descriptor descriptor) throws IOException {
    delete(descriptor);
  }
}
