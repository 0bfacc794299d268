package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.RepositoryName;
import java.io.IOException;

/** Takes a blob over from another repository of one registry without moving bytes. */
public interface Mounter {
  /** Returns the repository that this target is. */
  RepositoryName repository();

  /**
   * Mounts the blob; where the registry does not mount, and does not have it, uploads it in the
   * session that it opened instead.
   *
   * @param from a repository of the same registry that has the blob
   * @param content for the upload
   * @return whether no byte was moved
   * @throws IOException when neither worked
   */
  boolean mount(Descriptor blob, RepositoryName from, ContentSource content) throws IOException;
}
