package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.error.UnsupportedException;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tags of a target. */
public final class ListTags {
  /** Registries refuse larger pages (distribution's {@code maxentries}). */
  private static final int MAX_PAGE = 1000;

  private ListTags() {}

  /**
   * All after {@code last}, page by page; the target is closed with the stream.
   *
   * @throws UnsupportedException when the target cannot list tags
   */
  public static Stream<String> closing(ReadOnlyTarget target, @Nullable String last)
      throws IOException {
    return Handover.of(target)
        .to(open -> lister(open).tags(last).onClose(() -> closeUnchecked(open)));
  }

  private static void closeUnchecked(ReadOnlyTarget target) {
    try {
      target.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first ones; a registry is asked for that many, and for no page after them. */
  public static List<String> first(ReadOnlyTarget target, int limit) throws IOException {
    int page = Math.max(1, Math.min(limit, MAX_PAGE));
    try (Stream<String> tags = lister(target).tags(null, page)) {
      return tags.limit(limit).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static TagLister lister(ReadOnlyTarget target) throws UnsupportedException {
    if (target instanceof TagLister lister) {
      return lister;
    }
    throw new UnsupportedException(target + " cannot list tags");
  }
}
