package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.RepositoryName;
import java.io.IOException;

/**
 * A port of repositories that mount a blob from another repository of the same registry, without
 * transferring bytes. Implementations are thread safe.
 */
public interface Mounter {
  /** Returns the name of this repository. */
  RepositoryName repository();

  /**
   * Mounts the blob. If the registry does not mount and does not have the blob, the blob is
   * uploaded in the upload session that the registry has opened.
   *
   * @param from a repository of the same registry that has the blob
   * @param content the content for an upload
   * @return whether the blob was mounted or existed; false if it was uploaded
   * @throws IOException if the mount and the upload fail
   */
  boolean mount(Descriptor blob, RepositoryName from, ContentSource content) throws IOException;
}
