package io.oras.api.content;

import io.oras.api.model.Descriptor;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Bytes of known length that can be opened, as a rule again and again: a retry opens them anew.
 *
 * <pre>{@code
 * ContentSource content = ContentSource.ofFile(Path.of("layer.bin"));
 * Descriptor blob = content.describe(MediaType.OCTET_STREAM);
 * app.blobs().push(blob, content);
 * }</pre>
 *
 * <p>Implementations are thread safe. Whoever opens a stream closes it.
 */
public interface ContentSource {
  /**
   * Returns the length in bytes.
   *
   * @throws IOException when it cannot be found out
   */
  long size() throws IOException;

  /**
   * Opens a new stream over all bytes, which the caller closes.
   *
   * @throws IOException if the bytes cannot be read, or can be read only once and were
   */
  InputStream open() throws IOException;

  /** Returns whether {@link #open} works more than once. */
  default boolean replayable() {
    return true;
  }

  /**
   * Returns the file that holds exactly these bytes, if there is one: it can be sent without a
   * copy.
   */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * Reads all bytes once, and returns a descriptor with their digest and size.
   *
   * @param mediaType the media type of the content
   * @return with the sha256 digest
   * @throws IOException when the bytes cannot be read
   */
  default Descriptor describe(MediaType mediaType) throws IOException {
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    long size = 0;
    try (InputStream in = open()) {
      byte[] buffer = new byte[(int) Math.max(1, Math.min(size(), 256 << 10))];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
        size += n;
      }
    }
    return Descriptor.of(
        mediaType, VerifyingInputStream.finish(DigestAlgorithm.SHA256, computation), size);
  }

  /** Returns the array's bytes; the array is copied. */
  static ContentSource ofBytes(byte[] content) {
    byte[] copy = content.clone();
    return new ContentSource() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  /**
   * Returns the bytes that a regular file has when it is opened. For a folder, a pipe, a socket or
   * a device, {@link #size} and {@link #open} throw a {@link java.nio.file.FileSystemException} at
   * once.
   */
  static ContentSource ofFile(Path file) {
    return new FileContent(file);
  }
}
