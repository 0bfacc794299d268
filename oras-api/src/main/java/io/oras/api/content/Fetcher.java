package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** Gives content by its descriptor. */
public interface Fetcher {
  /**
   * Opens the content. The stream verifies what it delivers, as {@link VerifyingInputStream} does;
   * whoever called closes it.
   *
   * @throws io.oras.api.error.NotFoundException when the content is not here
   * @throws IOException when it cannot be read
   */
  InputStream fetch(Descriptor descriptor) throws IOException;
}
