package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** Reads content by its descriptor. Implementations are thread safe. */
public interface Fetcher {
  /**
   * Opens the content. The stream verifies the content, as {@link VerifyingInputStream} does. The
   * caller closes the stream.
   *
   * @throws io.oras.api.error.NotFoundException if the target does not have the content
   * @throws IOException if the content cannot be read
   */
  InputStream fetch(Descriptor descriptor) throws IOException;

  /**
   * Opens a manifest of any media type. The library calls this method for content that a tag, an
   * entry of an index, a referrers list or a {@code subject} refers to. The caller closes the
   * stream.
   *
   * <p>The default implementation calls {@link #fetch}. A target that stores manifests and blobs
   * separately overrides this method.
   *
   * @throws io.oras.api.error.NotFoundException if the target does not have the manifest
   * @throws IOException if the manifest cannot be read
   */
  default InputStream fetchManifest(Descriptor descriptor) throws IOException {
    return fetch(descriptor);
  }

  /**
   * Returns the content as a source that a {@link Pusher} can open later. A store can return the
   * file of the content; the reader of the file then verifies the content.
   *
   * @throws IOException if the content cannot be read
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
