package io.oras.core.graph;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferrerLister;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is listed as a referrer at a destination. Where the list is kept at a tag, a manifest may be
 * there and not be in it: whoever pushed it was stopped in between, or lost a race. To push it
 * again repairs that.
 */
final class Listings {
  private final @Nullable ReferrerLister lister;
  private final Map<Digest, Set<Digest>> known = new ConcurrentHashMap<>();

  Listings(ReadOnlyTarget destination) throws IOException {
    this.lister = destination.capability(ReferrerLister.class).orElse(null);
  }

  /** Whether the subject, if there is one, lists the node; a target without lists has no gaps. */
  boolean list(@Nullable Descriptor subject, Descriptor node) throws IOException {
    if (subject == null || lister == null) {
      return true;
    }
    Set<Digest> listed = known.get(subject.digest());
    if (listed == null) {
      try (Stream<Descriptor> all = lister.referrers(subject, null)) {
        listed = all.map(Descriptor::digest).collect(Collectors.toUnmodifiableSet());
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      known.put(subject.digest(), listed);
    }
    return listed.contains(node.digest());
  }
}
