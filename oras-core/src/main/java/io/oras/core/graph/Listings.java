package io.oras.core.graph;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferrerLister;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.Limit;
import io.oras.core.options.Limits;
import io.oras.core.stream.Streams;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is listed as a referrer at a destination. Where the list is kept at a tag, a manifest may be
 * there and not be in it: whoever pushed it was stopped in between, or lost a race. To push it
 * again repairs that.
 */
final class Listings {
  private final @Nullable ReferrerLister lister;
  private final int most;
  private final Mutex lock = new Mutex();
  private final Map<Digest, Set<Digest>> known = new HashMap<>();
  private int held;

  /**
   * Creates listings of which nothing is known.
   *
   * @param limits of the entries that are held; lists beyond {@link Limits#listEntries} are read
   *     again when they are needed again
   */
  Listings(ReadOnlyTarget destination, Limits limits) throws IOException {
    this.lister = destination.capability(ReferrerLister.class).orElse(null);
    this.most = Limit.LIST_ENTRIES.in(limits).asInt();
  }

  /** Whether the subject, if there is one, lists the node; a target without lists has no gaps. */
  boolean list(@Nullable Descriptor subject, Descriptor node) throws IOException {
    if (subject == null || lister == null) {
      return true;
    }
    Optional<Set<Digest>> found = lock.get(() -> Optional.ofNullable(known.get(subject.digest())));
    Set<Digest> listed = found.isPresent() ? found.get() : read(subject, lister);
    return listed.contains(node.digest());
  }

  private Set<Digest> read(Descriptor subject, ReferrerLister from) throws IOException {
    Set<Digest> listed =
        Streams.read(
            from.referrers(subject, Optional.empty()),
            all -> all.map(Descriptor::digest).collect(Collectors.toUnmodifiableSet()));
    keep(subject.digest(), listed);
    return listed;
  }

  private void keep(Digest subject, Set<Digest> listed) {
    lock.run(
        () -> {
          if (listed.size() > most - held) {
            known.clear();
            held = 0;
          }
          if (listed.size() <= most && known.put(subject, listed) == null) {
            held += listed.size();
          }
        });
  }
}
