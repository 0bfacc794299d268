package io.oras.core.usecase;

import io.oras.api.content.BlobResolver;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.TagLister;
import io.oras.api.error.UntrustedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.ArtifactName;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.spi.TrustPolicy.Judgement;
import io.oras.api.spi.Verdict;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.stream.Digests;
import io.oras.core.target.CachedRepository;
import io.oras.core.target.MirroredRepository;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A target whose names are judged before they are asked for, and whose manifests are checked when
 * their digest is known. What has been checked is reached by its digest from then on, so that a tag
 * that moves changes nothing. Thread safe if the target is.
 */
final class CheckedSource implements ReadOnlyTarget, ReferenceFetcher {
  private final ReadOnlyTarget target;
  private final ArtifactName place;
  private final TrustRule rule;
  private final TrustPolicy policy;
  private final ClientContext client;
  private final OperationContext operation;
  private final Map<Digest, List<Signer>> signers = new ConcurrentHashMap<>();

  /** Chooses a manifest of an index, or the manifest itself. */
  @FunctionalInterface
  interface Chooser {
    RawManifest choose(ReadOnlyTarget from, RawManifest root) throws IOException;
  }

  CheckedSource(
      ReadOnlyTarget target,
      ArtifactName place,
      TrustRule rule,
      TrustPolicy policy,
      ClientContext client,
      OperationContext operation) {
    this.target = target;
    this.place = place;
    this.rule = rule;
    this.policy = policy;
    this.client = client;
    this.operation = operation;
  }

  /** Returns who signed a manifest that was read from the target; nobody if nobody had to. */
  static List<Signer> signers(ReadOnlyTarget target, Digest manifest) throws IOException {
    return target
        .capability(CheckedSource.class)
        .map(checked -> checked.signers.getOrDefault(manifest, List.of()))
        .orElse(List.of());
  }

  /** Returns the target without the policy, for what belongs to a checked artifact. */
  static ReadOnlyTarget unchecked(ReadOnlyTarget target) throws IOException {
    CheckedSource checked = target.capability(CheckedSource.class).orElse(null);
    return checked == null ? target : checked.target;
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    Judgement judgement = judge(reference);
    return isUnsigned(judgement)
        ? target.resolve(reference)
        : checked(judgement, reference, List.of()).descriptor();
  }

  @Override
  public RawManifest fetchReference(String reference) throws IOException {
    return fetchReference(reference, List.of());
  }

  @Override
  public RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    Judgement judgement = judge(reference);
    return isUnsigned(judgement)
        ? new TargetReader(client).fetchUnchecked(target, reference, accept)
        : checked(judgement, reference, accept);
  }

  /**
   * Returns the manifest that is chosen of what the reference names. A signature of the whole index
   * suffices, and so does one of the chosen manifest.
   */
  RawManifest fetchChosen(String reference, List<MediaType> accept, Chooser chooser)
      throws IOException {
    Judgement judgement = judge(reference);
    if (isUnsigned(judgement)) {
      return chooser.choose(target, new TargetReader(client).fetch(target, reference, accept));
    }
    ReadOnlyTarget origin = origin();
    RawManifest root = new TargetReader(client).fetch(origin, reference, accept);
    Verdict whole = verdict(judgement, name(reference), root);
    if (whole instanceof Verdict.Accepted accepted) {
      RawManifest chosen = chooser.choose(target, root);
      signers.put(chosen.digest(), accepted.signers());
      return chosen;
    }
    RawManifest chosen = root.isIndex() ? chooser.choose(origin, root) : root;
    if (chosen.equals(root)) {
      throw refused(judgement, name(reference), root, whole.refusals());
    }
    Verdict own = verdict(judgement, place.withDigest(chosen.digest()), chosen);
    if (own instanceof Verdict.Accepted accepted) {
      signers.put(chosen.digest(), accepted.signers());
      return chosen;
    }
    List<String> reasons = new ArrayList<>(whole.refusals());
    own.refusals().forEach(reason -> reasons.add(chosen.digest() + ": " + reason));
    throw refused(judgement, name(reference), root, reasons);
  }

  private Judgement judge(String reference) throws IOException {
    return policy.judge(name(reference));
  }

  private ArtifactName name(String reference) {
    Optional<Digest> digest = Digests.find(reference);
    return digest.isPresent() ? place.withDigest(digest.get()) : place.withTag(reference);
  }

  private boolean isUnsigned(Judgement judgement) {
    return rule != TrustRule.CHECKED || !judgement.needsSignatures();
  }

  /** Reads past the cache, which keeps nothing that is not checked. */
  private RawManifest checked(Judgement judgement, String reference, List<MediaType> accept)
      throws IOException {
    RawManifest root = new TargetReader(client).fetchUnchecked(origin(), reference, accept);
    Verdict verdict = verdict(judgement, name(reference), root);
    if (verdict instanceof Verdict.Accepted accepted) {
      signers.put(root.digest(), accepted.signers());
      return root;
    }
    throw refused(judgement, name(reference), root, verdict.refusals());
  }

  private ReadOnlyTarget origin() throws IOException {
    CachedRepository cached = target.capability(CachedRepository.class).orElse(null);
    return cached == null ? target : cached.origin();
  }

  private Verdict verdict(Judgement judgement, ArtifactName name, RawManifest manifest)
      throws IOException {
    Descriptor content = manifest.descriptor();
    Verdict verdict = verdict(judgement, new Signed(name, manifest));
    verdict.refusals().forEach(reason -> operation.events().signatureRefused(content, reason));
    if (verdict instanceof Verdict.Accepted accepted) {
      for (Signer signer : accepted.signers()) {
        operation.events().trustEstablished(content, signer.verifier(), signer.identity());
      }
    }
    return verdict;
  }

  /** Asks the place of the manifest for signatures, then the registry whose mirror it is. */
  private Verdict verdict(Judgement judgement, Signed signed) throws IOException {
    ReadOnlyTarget origin = origin();
    MirroredRepository mirrored = origin.capability(MirroredRepository.class).orElse(null);
    Set<String> refusals = new LinkedHashSet<>();
    for (ReadOnlyTarget place : mirrored == null ? List.of(origin) : mirrored.aside()) {
      Verdict verdict =
          judgement.check(
              signed, new StoredEvidence(place, signed.manifest().descriptor(), client, operation));
      refusals.addAll(verdict.refusals());
      if (verdict instanceof Verdict.Accepted accepted) {
        return new Verdict.Accepted(accepted.signers(), List.copyOf(refusals));
      }
    }
    return new Verdict.Refused(List.copyOf(refusals));
  }

  private static UntrustedException refused(
      Judgement judgement, ArtifactName name, RawManifest manifest, List<String> reasons) {
    String shown =
        name.digest().isPresent() ? name.toString() : "%s (%s)".formatted(name, manifest.digest());
    return new UntrustedException(shown, judgement.scope(), reasons);
  }

  /** Judges the place alone, or with a digest, for what reads no content. */
  private void judgeOnly(ArtifactName name) throws IOException {
    if (rule == TrustRule.JUDGED) {
      policy.judge(name);
    }
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    return target.fetch(descriptor);
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    return target.fetchManifest(descriptor);
  }

  @Override
  public ContentSource source(Descriptor descriptor) throws IOException {
    return target.source(descriptor);
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    judgeOnly(place);
    return target.exists(descriptor);
  }

  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    judgeOnly(place.withDigest(descriptor.digest()));
    return target.manifestExists(descriptor);
  }

  @Override
  public <T> Optional<T> capability(Class<T> port) throws IOException {
    if (port == TagLister.class || port == BlobResolver.class) {
      judgeOnly(place);
    }
    Optional<T> own = ReadOnlyTarget.super.capability(port);
    return own.isPresent() ? own : target.capability(port);
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
