package io.oras.core;

/**
 * How blobs are sent to a registry (distribution-spec v1.1.1, "Pushing blobs").
 *
 * @param kind for blobs of known length
 * @param chunkSize in bytes, at least 1; a registry's {@code OCI-Chunk-Min-Length} makes it larger.
 *     A stream of unknown length that is shorter goes out as {@link Kind#MONOLITHIC}, a longer one
 *     in such chunks
 */
public record UploadMethod(Kind kind, int chunkSize) {
  /** In how many requests. */
  public enum Kind {
    /** POST, then one PUT with all bytes. */
    MONOLITHIC,
    /** POST, then one PATCH with all bytes, then PUT. */
    WHOLE_PATCH,
    /** POST, then a PATCH for each chunk, then PUT. */
    CHUNKED
  }

  /** One PUT with all bytes; chunks of 16 MiB where the length is unknown. */
  public static final UploadMethod MONOLITHIC = new UploadMethod(Kind.MONOLITHIC, 16 << 20);

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

  /** A PATCH for each chunk of so many bytes. */
  public static UploadMethod chunked(int chunkSize) {
    return new UploadMethod(Kind.CHUNKED, chunkSize);
  }
}
