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

  /**
   * As {@link #tags(String)}, for a caller that wants no more than {@code pageSize} at once: a hint
   * for targets that ask somebody else, which others ignore.
   *
   * @param pageSize at least 1; registries may give fewer, or more
   */
  default Stream<String> tags(@Nullable String last, int pageSize) throws IOException {
    return tags(last);
  }
}
