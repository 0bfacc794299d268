package io.oras.core.options;

import org.jspecify.annotations.Nullable;

/**
 * How blobs are sent to a registry (distribution-spec v1.1.1, Pushing blobs). A stream of unknown
 * length is sent in chunks if it is longer than {@link #chunkSize}. Immutable.
 *
 * <pre>{@code
 * app.push("v1", artifact, o -> o.upload(UploadMethod.chunked(16 << 20)));
 * }</pre>
 */
public final class UploadMethod {
  /** In how many requests a blob of known length is sent. */
  public enum Kind {
    /** POST, then one PUT with all bytes. */
    MONOLITHIC,
    /** POST, then one PATCH with all bytes, then PUT. */
    WHOLE_PATCH,
    /** POST, then a PATCH for each chunk, then PUT. */
    CHUNKED
  }

  private static final int DEFAULT_CHUNK = 16 << 20;
  private static final UploadMethod MONOLITHIC = new UploadMethod(Kind.MONOLITHIC, DEFAULT_CHUNK);
  private static final UploadMethod WHOLE_PATCH = new UploadMethod(Kind.WHOLE_PATCH, DEFAULT_CHUNK);

  private final Kind kind;
  private final int chunkSize;

  private UploadMethod(Kind kind, int chunkSize) {
    this.kind = kind;
    this.chunkSize = chunkSize;
  }

  /** Returns the method that sends a blob with one PUT. */
  public static UploadMethod monolithic() {
    return MONOLITHIC;
  }

  /** Returns the method that sends a blob with one PATCH. */
  public static UploadMethod wholePatch() {
    return WHOLE_PATCH;
  }

  /**
   * Returns the method that sends a blob with a PATCH for each chunk.
   *
   * @param chunkSize in bytes; a registry's {@code OCI-Chunk-Min-Length} makes it larger
   * @throws IllegalArgumentException if the size is less than 1
   */
  public static UploadMethod chunked(int chunkSize) {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunkSize is " + chunkSize + ", expected at least 1");
    }
    return new UploadMethod(Kind.CHUNKED, chunkSize);
  }

  /** Returns in how many requests a blob of known length is sent. */
  public Kind kind() {
    return kind;
  }

  /** Returns the size of chunks in bytes; 16 MiB unless {@link #chunked} sets another size. */
  public int chunkSize() {
    return chunkSize;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UploadMethod that && kind == that.kind && chunkSize == that.chunkSize;
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + chunkSize;
  }

  @Override
  public String toString() {
    return kind == Kind.CHUNKED ? "CHUNKED of " + chunkSize + " bytes" : kind.toString();
  }
}
