package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Bytes by digest. Thread safe. {@code toString} names the place for messages, as in {@code the
 * layout /srv/layout}.
 */
public interface BlobStorage {
  /** How many bytes are there under this digest; empty when there is nothing. */
  OptionalLong size(Digest digest) throws IOException;

  /**
   * Opens them, unverified; whoever called closes them.
   *
   * @throws io.oras.api.error.NotFoundException when there is nothing
   */
  InputStream open(Digest digest) throws IOException;

  /**
   * Opens as many of them as {@code length}, from {@code offset} on, which are known to be there.
   */
  InputStream open(Digest digest, long offset, long length) throws IOException;

  /** Whether all bytes are there; a blob cut short by something else is not. */
  default boolean has(Descriptor descriptor) throws IOException {
    OptionalLong size = size(descriptor.digest());
    return size.isPresent() && size.getAsLong() == descriptor.size();
  }

  /** Bytes by digest that can be added and removed. */
  interface WritableBlobStorage extends BlobStorage {
    /** Adds what is not there, verified; the content is opened only then. */
    void store(Descriptor expected, ContentSource content) throws IOException;

    /** Adds all that the stream holds, under its sha256 digest. */
    Descriptor store(MediaType mediaType, InputStream stream) throws IOException;

    /** Whether there was something to remove. */
    boolean delete(Digest digest) throws IOException;
  }
}
