package io.oras.api.content;

import io.oras.api.model.MediaType;
import java.io.IOException;
import java.util.List;

/** Gives a manifest by its name in one exchange. */
public interface ReferenceFetcher {
  /**
   * Returns the manifest that has this tag or digest, verified, with its exact bytes. A document
   * that cannot be parsed is returned without a view.
   *
   * @param reference a tag, or a digest as text
   * @throws io.oras.api.error.NotFoundException when nothing has it
   * @throws IOException when it cannot be read
   */
  RawManifest fetchReference(String reference) throws IOException;

  /**
   * As {@link #fetchReference(String)}, asking for a manifest of these types where there is
   * somebody to ask. What comes may be of another type all the same.
   *
   * @param accept at least one
   */
  default RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    return fetchReference(reference);
  }
}
