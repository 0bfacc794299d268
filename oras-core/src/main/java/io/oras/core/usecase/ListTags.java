package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.error.UnsupportedException;
import io.oras.core.graph.Ports;
import io.oras.core.options.ListOptions;
import io.oras.core.registry.RemoteRegistry;
import io.oras.core.stream.Digests;
import io.oras.core.stream.Streams;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** The tags of a target. */
public final class ListTags {
  /** Registries refuse larger pages (distribution's {@code maxentries}). */
  private static final int MAX_PAGE = 1000;

  /** Registries without a referrers API have such tags: their clients write them. */
  private static final Pattern REFERRERS_TAG =
      Pattern.compile("sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64}");

  private ListTags() {}

  /**
   * Returns the tags that the options choose, in the order of the target. A registry is asked for
   * no page after the limit.
   *
   * @throws UnsupportedException if the target cannot list tags
   */
  public static List<String> list(ReadOnlyTarget target, ListOptions options) throws IOException {
    int limit = options.limit().orElse(Integer.MAX_VALUE);
    TagLister lister = Ports.of(target, TagLister.class, "list tags");
    return Streams.read(
        options.limit().isPresent()
            ? lister.tags(options.after(), Math.min(limit, MAX_PAGE))
            : lister.tags(options.after()),
        tags ->
            tags.filter(tag -> options.includeReferrersTags() || isGiven(tag))
                .limit(limit)
                .toList());
  }

  /** Returns the repositories that the options choose, in the order of the registry. */
  public static List<String> repositories(RemoteRegistry registry, ListOptions options)
      throws IOException {
    int limit = options.limit().orElse(Integer.MAX_VALUE);
    int page = options.limit().isPresent() ? Math.min(limit, MAX_PAGE) : 0;
    return Streams.read(
        registry.repositories(options.after().orElse(null), page),
        names -> names.limit(limit).toList());
  }

  /**
   * Returns whether somebody gave the tag, rather than a client for the referrers of a manifest. A
   * layout may have a tag that looks like a digest, and a target would take it for one.
   */
  private static boolean isGiven(String tag) {
    return !REFERRERS_TAG.matcher(tag).matches() && Digests.find(tag).isEmpty();
  }
}
