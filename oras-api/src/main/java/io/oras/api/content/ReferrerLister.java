package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what refers to a manifest. */
public interface ReferrerLister {
  /**
   * Returns the manifests whose subject this is, with artifact type and annotations in their
   * descriptors. A failure on the way is an {@link java.io.UncheckedIOException}.
   *
   * @param subject need not be here
   * @param artifactType of the referrers; empty for all
   * @throws IOException when they cannot be listed
   */
  Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType)
      throws IOException;
}
