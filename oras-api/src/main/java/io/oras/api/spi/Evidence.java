package io.oras.api.spi;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads manifests and blobs that may be signatures of an artifact. The client implements this
 * interface. The content is verified by digest and comes from the repository of the artifact, never
 * from a cache. Everyone who may write to the repository controls the content.
 */
public interface Evidence {
  /**
   * Returns the direct referrers of the artifact, of all types.
   *
   * @throws IOException if they cannot be listed
   */
  List<Descriptor> referrers() throws IOException;

  /**
   * Returns the manifest with this tag; empty if there is none.
   *
   * @throws IOException if the repository answers with an error
   */
  Optional<RawManifest> tagged(String tag) throws IOException;

  /**
   * Returns a manifest that {@link #referrers} lists. A document that cannot be parsed has no view.
   *
   * @throws IOException if the manifest cannot be read
   */
  RawManifest manifest(Descriptor referrer) throws IOException;

  /**
   * Returns the content of a blob.
   *
   * @param limit the largest size that is read, in bytes
   * @throws io.oras.api.error.LimitExceededException if the blob is larger
   * @throws IOException if the blob cannot be read
   */
  byte[] blob(Descriptor blob, int limit) throws IOException;
}
