package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Bytes by digest that can be added and removed. */
public interface WritableBlobStorage extends BlobStorage {
  /** Adds what is not there, verified; the content is opened only then. */
  void store(Descriptor expected, ContentSource content) throws IOException;

  /** Adds all that the stream holds, under its sha256 digest. */
  Descriptor store(MediaType mediaType, InputStream stream) throws IOException;

  /** Whether there was something to remove. */
  boolean delete(Digest digest) throws IOException;
}
