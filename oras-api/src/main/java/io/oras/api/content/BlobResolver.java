package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.io.IOException;

/**
 * A port of targets that find the descriptor of a blob by its digest. {@link Resolver#resolve}
 * finds only manifests. Implementations are thread safe.
 */
public interface BlobResolver {
  /**
   * Returns the descriptor of the blob. The media type is {@link
   * io.oras.api.model.MediaType#OCTET_STREAM}, because a target does not store the type of a blob.
   *
   * @throws io.oras.api.error.NotFoundException if the target does not have the blob
   * @throws IOException if the request fails
   */
  Descriptor resolveBlob(Digest digest) throws IOException;
}
