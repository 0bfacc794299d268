package io.oras.trust;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.SignatureVerifier;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies signatures of cosign by public keys: those of cosign 2, under the tag {@code
 * sha256-<hex>.sig}, and those of cosign 3, Sigstore bundles that are referrers. One signature by
 * one of the keys suffices.
 *
 * <pre>{@code
 * TrustPolicy policy = TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(Path.of("release.pub"))));
 * Oras trusting = Oras.builder().trust(policy).build();
 * }</pre>
 *
 * <p>At most 100 signatures of each form are tried, and payloads and bundles of at most 1 MiB are
 * read. Immutable and thread safe.
 */
public final class KeyVerifier implements SignatureVerifier {
  static final int MAX_SIGNATURES = 100;
  static final int MAX_BYTES = 1 << 20;

  private final List<TrustedKey> keys;
  private final SignedIdentity identity;
  private final boolean bundlesWithoutIdentity;
  private final Set<String> predicateTypes;
  private final LogKeys log;

  private KeyVerifier(Builder builder) {
    keys = builder.keys;
    identity = builder.identity;
    bundlesWithoutIdentity = builder.bundlesWithoutIdentity;
    predicateTypes = Set.copyOf(builder.predicateTypes);
    log = builder.log;
  }

  /**
   * Returns a verifier that accepts each name in a signature.
   *
   * @throws IllegalArgumentException if there is no key
   */
  public static KeyVerifier of(TrustedKey... keys) {
    return builder(List.of(keys)).build();
  }

  /**
   * Creates a builder.
   *
   * @throws IllegalArgumentException if there is no key
   */
  public static Builder builder(List<TrustedKey> keys) {
    return new Builder(keys);
  }

  /** Builds a {@link KeyVerifier}. Not thread safe. */
  public static final class Builder {
    private final List<TrustedKey> keys;
    private SignedIdentity identity = SignedIdentity.any();
    private boolean bundlesWithoutIdentity;
    private final Set<String> predicateTypes =
        new LinkedHashSet<>(Set.of(SignatureBundle.COSIGN_SIGN));
    private LogKeys log = LogKeys.none();

    private Builder(List<TrustedKey> keys) {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a verifier needs at least one key");
      }
      this.keys = List.copyOf(keys);
    }

    /** Sets the rule on the name in a signature; by default each name is accepted. */
    public Builder identity(SignedIdentity rule) {
      identity = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Sets whether bundles that give no name to the artifact satisfy each {@link #identity}; false
     * by default. cosign 3 gives no name. Such a signature also counts for the same content in
     * another repository.
     */
    public Builder acceptBundlesWithoutIdentity(boolean accept) {
      bundlesWithoutIdentity = accept;
      return this;
    }

    /**
     * Adds a type of statements in bundles that count as a signature, beside that of {@code cosign
     * sign}.
     */
    public Builder predicateType(String type) {
      predicateTypes.add(Objects.requireNonNull(type, "type"));
      return this;
    }

    /**
     * Sets the keys of transparency logs (Rekor); a signature counts only if one of them has
     * recorded it. Bundles never count then. By default no log is needed.
     */
    public Builder logKeys(List<TrustedKey> logKeys) {
      log = new LogKeys(logKeys);
      return this;
    }

    /** Creates the verifier; the builder can be used further. */
    public KeyVerifier build() {
      return new KeyVerifier(this);
    }
  }

  @Override
  public String name() {
    return "key " + keys.stream().map(TrustedKey::name).collect(Collectors.joining(", "));
  }

  @Override
  public Verdict verify(Signed signed, Evidence evidence) throws IOException {
    Candidate.Found found = new Candidate.Found();
    search("signatures under a tag", found, () -> SignatureTag.find(signed, evidence, log, found));
    search(
        "referrers",
        found,
        () -> new SignatureBundle(signed, evidence, predicateTypes, log).find(found));
    List<String> refusals = new ArrayList<>(found.refusals());
    List<Signer> signers = new ArrayList<>();
    for (Candidate candidate : found.candidates()) {
      try {
        signers.add(signer(candidate, signed));
      } catch (InvalidDocumentException e) {
        refusals.add(candidate.label() + ": " + e.text());
      }
    }
    if (!signers.isEmpty()) {
      return new Verdict.Accepted(signers, refusals);
    }
    return new Verdict.Refused(refusals.isEmpty() ? List.of("it has no signature") : refusals);
  }

  private interface Search {
    void run() throws IOException;
  }

  /** One place that cannot be read does not hide what another place has. */
  private static void search(String what, Candidate.Found found, Search search) throws IOException {
    try {
      search.run();
    } catch (IOException e) {
      rethrowIfStopped(e);
      found.refuse(what, "cannot be read: " + e.getMessage());
    }
  }

  static void rethrowIfStopped(IOException e) throws IOException {
    if (e instanceof OperationCancelledException
        || e instanceof DeadlineExceededException
        || e instanceof ClientClosedException) {
      throw e;
    }
  }

  private Signer signer(Candidate candidate, Signed signed) throws InvalidDocumentException {
    for (TrustedKey key : keys) {
      if (candidate.isBy(key)) {
        String claim = candidate.content().claim(key);
        boolean nameless = claim == null && bundlesWithoutIdentity;
        String refusal = nameless ? null : identity.refusal(claim, signed.name());
        if (refusal != null) {
          throw new InvalidDocumentException("", "key " + key.name() + " matches, but " + refusal);
        }
        return new Signer("key", key.name(), claim, Map.of("signature", candidate.label()));
      }
    }
    throw new InvalidDocumentException(
        "", "no known key (" + name() + ") matches, or the content is not what was signed");
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name();
  }
}
