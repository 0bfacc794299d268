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
   * @throws io.oras.api.error.NotFoundException if the repository does not exist
   * @throws IOException if the tags cannot be listed
   */
  Stream<String> tags(Optional<String> after) throws IOException;

  /**
   * Lists tags like {@link #tags(Optional)}, for a caller that needs at most {@code pageSize} tags
   * at once: a hint for targets that send requests. Other targets ignore the hint.
   *
   * @param pageSize at least 1; registries may give fewer, or more
   */
  default Stream<String> tags(Optional<String> after, int pageSize) throws IOException {
    return tags(after);
  }
}
