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

  /**
   * Opens a manifest, as {@link #fetch} opens content. Callers use this method for what a tag, an
   * entry of an index, a referrers list or a {@code subject} refers to, whatever its media type is.
   *
   * <p>A target that keeps manifests and blobs apart overrides this method; by default, it is
   * {@link #fetch}.
   *
   * @throws io.oras.api.error.NotFoundException when the manifest is not here
   * @throws IOException when it cannot be read
   */
  default InputStream fetchManifest(Descriptor descriptor) throws IOException {
    return fetch(descriptor);
  }

  /**
   * The content as something to open when it is needed, which is what a {@link Pusher} takes. A
   * store that has it in a file may say so; who reads that file verifies it.
   *
   * @throws IOException when it cannot be had
   */
  default ContentSource source(Descriptor descriptor) throws IOException {
    return new ContentSource() {
      @Override
      public long size() {
        return descriptor.size();
      }

      @Override
      public InputStream open() throws IOException {
        return fetch(descriptor);
      }
    };
  }
}
