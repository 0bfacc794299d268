package io.oras.api.content;

import io.oras.api.model.MediaType;
import java.io.IOException;
import java.util.List;

/**
 * A port of targets that read a manifest by tag or digest in one request. Implementations are
 * thread safe.
 */
public interface ReferenceFetcher {
  /**
   * Returns the verified manifest with this tag or digest. A document that cannot be parsed is
   * returned without a view.
   *
   * @param reference a tag, or a digest as text
   * @throws io.oras.api.error.NotFoundException if no manifest has the tag or digest
   * @throws IOException if the manifest cannot be read
   */
  RawManifest fetchReference(String reference) throws IOException;

  /**
   * Returns the verified manifest with this tag or digest, and requests one of these types from a
   * registry. The returned manifest can still have another type. The default implementation ignores
   * the types.
   *
   * @param reference a tag, or a digest as text
   * @param accept the requested media types, at least one
   * @throws io.oras.api.error.NotFoundException if no manifest has the tag or digest
   * @throws IOException if the manifest cannot be read
   */
  default RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    return fetchReference(reference);
  }
}
