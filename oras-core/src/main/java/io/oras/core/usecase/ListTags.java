package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.error.UnsupportedException;
import io.oras.core.registry.RemoteRepository;
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
   * All after {@code last}, page by page.
   *
   * @throws UnsupportedException when the target cannot list tags
   */
  public static Stream<String> all(ReadOnlyTarget target, @Nullable String last)
      throws IOException {
    if (target instanceof TagLister lister) {
      return lister.tags(last);
    }
    throw new UnsupportedException(target + " cannot list tags");
  }

  /** The first ones; a registry is asked for that many, and for no page after them. */
  public static List<String> first(ReadOnlyTarget target, int limit) throws IOException {
    try (Stream<String> tags =
        target instanceof RemoteRepository repository && limit > 0
            ? repository.tags(null, Math.min(limit, MAX_PAGE))
            : all(target, null)) {
      return tags.limit(limit).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
