package io.oras.core;

import io.oras.core.RegistrySettings.Upload;

/**
 * How blobs of known length are sent to a registry, for one operation.
 *
 * @param upload in one request, or in several
 * @param chunkSize in bytes, at least 1; a registry's {@code OCI-Chunk-Min-Length} makes it larger
 */
public record UploadMethod(Upload upload, int chunkSize) {
  /** POST, then one PUT with all bytes. */
  public static final UploadMethod MONOLITHIC =
      new UploadMethod(Upload.MONOLITHIC, RegistrySettings.DEFAULT.chunkSize());

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when it is less than 1
   */
  public UploadMethod {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunkSize is at least 1 byte, got " + chunkSize);
    }
  }

  /** POST, then a PATCH for each chunk, then PUT. */
  public static UploadMethod chunked(int chunkSize) {
    return new UploadMethod(Upload.CHUNKED, chunkSize);
  }
}
