package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.io.IOException;

/**
 * Finds the descriptor of a blob of which only the digest is known, where {@link Resolver#resolve}
 * knows manifests alone.
 */
public interface BlobResolver {
  /**
   * The blob's descriptor; its media type is {@link io.oras.api.model.MediaType#OCTET_STREAM}, for
   * nothing tells it.
   *
   * @throws io.oras.api.error.NotFoundException when the blob is not here
   * @throws IOException when that cannot be found out
   */
  Descriptor resolveBlob(Digest digest) throws IOException;
}
