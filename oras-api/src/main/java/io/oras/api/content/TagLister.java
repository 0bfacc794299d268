package io.oras.api.content;

import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists tags. */
public interface TagLister {
  /**
   * The tags after {@code last} in the order of this target, read page by page as the stream is
   * consumed. A failure on the way is an {@link java.io.UncheckedIOException}.
   *
   * @param last the tag after which to begin, or null for all
   * @throws io.oras.api.error.NotFoundException when there is no such repository
   * @throws IOException when they cannot be listed
   */
  Stream<String> tags(@Nullable String last) throws IOException;
}
