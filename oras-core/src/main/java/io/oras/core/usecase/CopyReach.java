package io.oras.core.usecase;

import io.oras.api.content.Mounter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.CopyPlan.Followers;
import io.oras.core.graph.CopyPlan.Successors;
import io.oras.core.graph.ReferrerLookup;
import io.oras.core.options.CopyOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far one copy reaches: down to children, up to subjects, and to what refers to them. */
final class CopyReach {
  private static final List<String> COSIGN_SUFFIXES = List.of(".sig", ".att", ".sbom");

  private final OperationContext operation;
  private final ReadOnlyTarget source;
  private final CopyOptions options;
  private final ReferrerLookup referrers;
  private final Map<Digest, Boolean> subjects = new ConcurrentHashMap<>();
  private final Map<Digest, Descriptor> followers = new ConcurrentHashMap<>();
  private final Map<String, Descriptor> cosignTags = new ConcurrentHashMap<>();

  /** Creates a scope for a copy that is part of the operation. */
  CopyReach(
      ClientContext client,
      OperationContext operation,
      ReadOnlyTarget source,
      CopyOptions options) {
    this.operation = operation;
    this.source = source;
    this.options = options;
    this.referrers =
        new ReferrerLookup(source, client.codec(), client.limits(), operation.budget());
  }

  CopyPlan plan() {
    return new CopyPlan(
        operation.concurrency().atMost(options.concurrency()),
        options.includeSubject() ? this::withSubject : Successors.CHILDREN,
        options.force(),
        /* rootFirst= */ !options.force(),
        options.includeNonDistributable(),
        options.includeReferrers() || options.includeCosignTags() ? new Attached() : Followers.NONE,
        options.hooks(),
        operation.events());
  }

  /** The referrers that the walk came upon, each once. */
  List<Descriptor> referrers() {
    return List.copyOf(followers.values());
  }

  /** Lets the tags of cosign name at the destination what they name at the source. */
  void setCosignTags(Target destination) throws IOException {
    for (Map.Entry<String, Descriptor> tag : cosignTags.entrySet()) {
      destination.tag(tag.getValue().plain(), tag.getKey());
    }
  }

  private final class Attached implements Followers {
    @Override
    public List<Descriptor> of(Descriptor subject) throws IOException {
      List<Descriptor> found = new ArrayList<>();
      if (options.includeReferrers()) {
        found.addAll(listed(subject));
      }
      if (options.includeCosignTags()) {
        found.addAll(tagged(subject));
      }
      return found;
    }

    private List<Descriptor> tagged(Descriptor subject) throws IOException {
      List<Descriptor> found = new ArrayList<>();
      Digest digest = subject.digest();
      for (String suffix : COSIGN_SUFFIXES) {
        String tag = digest.algorithm() + "-" + digest.encoded() + suffix;
        Descriptor manifest = find(tag);
        if (manifest != null) {
          cosignTags.put(tag, manifest);
          found.add(manifest);
        }
      }
      return found;
    }

    /** Past the trust policy: a signature needs no signature of its own. */
    private @Nullable Descriptor find(String tag) throws IOException {
      try {
        return CheckedSource.unchecked(source).resolve(tag);
      } catch (NotFoundException e) {
        return null;
      }
    }

    private List<Descriptor> listed(Descriptor subject) throws IOException {
      List<Descriptor> found = referrers.of(subject, null);
      found.forEach(referrer -> followers.putIfAbsent(referrer.digest(), referrer));
      if (!found.isEmpty()) {
        subjects.put(subject.digest(), true);
      }
      return found;
    }

    @Override
    public boolean missing(Descriptor referrer) {
      followers.remove(referrer.digest());
      return !options.failOnMissingReferrer();
    }
  }

  /** The subject too, where it is: a registry may hold a referrer without it. */
  private List<Descriptor> withSubject(RawManifest raw) throws IOException {
    List<Descriptor> all = new ArrayList<>(Successors.CHILDREN.of(raw));
    Descriptor subject = raw.view().map(Manifest::subject).orElse(null);
    if (subject != null && isThere(subject)) {
      all.add(0, subject);
    }
    return all;
  }

  private boolean isThere(Descriptor subject) throws IOException {
    Boolean known = subjects.get(subject.digest());
    if (known == null) {
      known = source.manifestExists(subject) || hasOtherSize(subject);
      subjects.put(subject.digest(), known);
    }
    return known;
  }

  /**
   * Returns whether the source has a subject whose descriptor states another size, so that the copy
   * fails when it reads the subject. A repository looks for the digest alone.
   */
  private boolean hasOtherSize(Descriptor subject) throws IOException {
    if (source.capability(Mounter.class).isPresent()) {
      return false;
    }
    try {
      return source.resolve(subject.digest().toString()).size() != subject.size();
    } catch (NotFoundException e) {
      return false;
    }
  }
}
