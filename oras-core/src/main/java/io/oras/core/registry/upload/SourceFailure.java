package io.oras.core.registry.upload;

import io.oras.core.function.IoSupplier;
import io.oras.core.stream.ContentStream;
import io.oras.core.stream.StreamObserver;
import java.io.IOException;
import java.io.InputStream;

/**
 * Content could not be read while it was sent. The cause, such as a 404 of another registry, is no
 * response of the registry that receives the upload.
 */
final class SourceFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException origin;

  private SourceFailure(IOException origin) {
    super(origin);
    this.origin = origin;
  }

  /** What the source threw. */
  IOException origin() {
    for (Throwable later : getSuppressed()) {
      origin.addSuppressed(later);
    }
    return origin;
  }

  /** Opens content whose failures, from now on, are of this kind. */
  static InputStream watch(IoSupplier<InputStream> content) throws IOException {
    try {
      return ContentStream.of(content.get(), StreamObserver.onFailure(SourceFailure::new));
    } catch (IOException e) {
      throw new SourceFailure(e);
    }
  }
}
