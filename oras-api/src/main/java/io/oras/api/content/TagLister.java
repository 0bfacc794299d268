package io.oras.api.content;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists tags. */
public interface TagLister {
  /**
   * Returns the tags in the order of this target, read page by page as the stream is consumed. A
   * failure on the way is an {@link java.io.UncheckedIOException}.
   *
   * @param after the tag after which the list begins; empty for all tags
   * @throws io.oras.api.error.NotFoundException when there is no such repository
   * @throws IOException when they cannot be listed
   */
  Stream<String> tags(Optional<String> after) throws IOException;

  /**
   * As {@link #tags(Optional)}, for a caller that wants no more than {@code pageSize} at once: a
   * hint for targets that ask somebody else, which others ignore.
   *
   * @param pageSize at least 1; registries may give fewer, or more
   */
  default Stream<String> tags(Optional<String> after, int pageSize) throws IOException {
    return tags(after);
  }
}
