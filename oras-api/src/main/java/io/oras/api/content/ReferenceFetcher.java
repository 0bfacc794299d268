package io.oras.api.content;

import io.oras.api.model.RawManifest;
import java.io.IOException;

/** Gives a manifest by its name in one exchange. */
public interface ReferenceFetcher {
  /**
   * The manifest that has this tag or digest, verified, with its exact bytes.
   *
   * @param reference a tag, or a digest as text
   * @throws io.oras.api.error.NotFoundException when nothing has it
   * @throws IOException when it cannot be read
   */
  RawManifest fetchReference(String reference) throws IOException;
}
