package io.oras.trust.sigstore;

import dev.sigstore.KeylessVerificationException;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.VerificationOptions;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.bundle.ImmutableBundle;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.strings.RegexSyntaxException;
import dev.sigstore.strings.StringMatcher;
import dev.sigstore.timestamp.client.TimestampException;
import dev.sigstore.timestamp.client.TimestampResponse;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import io.oras.api.error.ConfigurationException;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.SignatureVerifier;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.Verdict;
import io.oras.trust.FoundBundle;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of Sigstore without a key: a certificate names who signed, and who vouches
 * for that identity.
 *
 * <pre>
 * KeylessVerifier workflow =
 *     KeylessVerifier.builder(Path.of("trusted_root.json"))
 *         .issuer("https://token.actions.githubusercontent.com")
 *         .subject("https://github.com/team/app/.github/workflows/release.yml@refs/heads/main")
 *         .build();
 * Oras trusting = Oras.builder().trust(TrustPolicy.requireAny(workflow)).build();
 * </pre>
 *
 * <p>Only bundles that are referrers count, with an entry of a transparency log and an embedded
 * certificate timestamp. The certificate must have been valid when the log recorded the signature,
 * or, for an entry of Rekor 2, when a timestamp authority of the trusted root saw the signature. No
 * network is used. Immutable and thread safe.
 */
public final class KeylessVerifier implements SignatureVerifier {
  private static final String COSIGN_SIGN = "https://sigstore.dev/cosign/sign/v1";

  private final dev.sigstore.KeylessVerifier verifier;
  private final String issuer;
  private final String subject;
  private final VerificationOptions options;
  private final Set<String> predicateTypes;

  private KeylessVerifier(
      dev.sigstore.KeylessVerifier verifier,
      String issuer,
      String subject,
      VerificationOptions options,
      Set<String> predicateTypes) {
    this.verifier = verifier;
    this.issuer = issuer;
    this.subject = subject;
    this.options = options;
    this.predicateTypes = Set.copyOf(predicateTypes);
  }

  /**
   * Creates a builder.
   *
   * @param trustedRoot the file {@code trusted_root.json} with the keys of Sigstore's services,
   *     read by {@link Builder#build}
   */
  public static Builder builder(Path trustedRoot) {
    return new Builder(trustedRoot);
  }

  /** Builds a {@link KeylessVerifier}; issuer and subject are required. Not thread safe. */
  public static final class Builder {
    private final Path trustedRoot;
    private @Nullable String issuer;
    private @Nullable String subject;
    private boolean pattern;
    private final Set<String> predicateTypes = new LinkedHashSet<>(Set.of(COSIGN_SIGN));

    private Builder(Path trustedRoot) {
      this.trustedRoot = Objects.requireNonNull(trustedRoot, "trustedRoot");
    }

    /** Sets who vouches for the identity: the URL of the OpenID issuer, compared exactly. */
    public Builder issuer(String url) {
      issuer = Objects.requireNonNull(url, "url");
      return this;
    }

    /** Sets who must have signed: the subject alternative name, compared exactly. */
    public Builder subject(String name) {
      subject = Objects.requireNonNull(name, "name");
      pattern = false;
      return this;
    }

    /**
     * Sets who must have signed, as a regular expression (RE2) for the whole subject alternative
     * name.
     */
    public Builder subjectMatching(String regex) {
      subject = Objects.requireNonNull(regex, "regex");
      pattern = true;
      return this;
    }

    /**
     * Adds a type of statements that count as a signature, beside that of {@code cosign sign}, such
     * as {@code https://slsa.dev/provenance/v1}.
     */
    public Builder predicateType(String type) {
      predicateTypes.add(Objects.requireNonNull(type, "type"));
      return this;
    }

    /**
     * Reads the trusted root and creates the verifier.
     *
     * @throws IllegalArgumentException if issuer or subject is missing, or the regular expression
     *     is invalid
     * @throws ConfigurationException if the trusted root cannot be read
     */
    public KeylessVerifier build() throws IOException {
      String by = issuer;
      String who = subject;
      if (by == null || by.isEmpty() || who == null || who.isEmpty()) {
        throw new IllegalArgumentException(
            "a keyless signature is only trusted from a known issuer and subject; set both");
      }
      VerificationOptions options =
          VerificationOptions.builder()
              .addCertificateMatchers(
                  CertificateMatcher.fulcio()
                      .issuer(StringMatcher.string(by))
                      .subjectAlternativeName(matcher(who))
                      .build())
              .build();
      try {
        return new KeylessVerifier(
            dev.sigstore.KeylessVerifier.builder()
                .trustedRootProvider(TrustedRootProvider.from(trustedRoot))
                .build(),
            by,
            who,
            options,
            predicateTypes);
      } catch (GeneralSecurityException | SigstoreConfigurationException | RuntimeException e) {
        throw new ConfigurationException(
            trustedRoot.toString(), null, "cannot be read as a trusted root: " + e.getMessage(), e);
      }
    }

    private StringMatcher matcher(String who) {
      try {
        return pattern ? StringMatcher.regex(who) : StringMatcher.string(who);
      } catch (RegexSyntaxException e) {
        throw new IllegalArgumentException("subjectMatching: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public String name() {
    return "identity " + subject + " of " + issuer;
  }

  @Override
  public Verdict verify(Signed signed, Evidence evidence) throws IOException {
    if (!signed.manifest().digest().algorithm().equals("sha256")) {
      return new Verdict.Refused(List.of("keyless signatures are for sha256 digests only"));
    }
    List<String> refusals = new ArrayList<>();
    List<Signer> signers = new ArrayList<>();
    for (FoundBundle bundle : FoundBundle.find(signed, evidence, refusals::add)) {
      try {
        signers.add(signer(bundle, signed));
      } catch (KeylessVerificationException
          | BundleParseException
          | CertificateException
          | TimestampException
          | RuntimeException e) {
        // sigstore-java throws unchecked exceptions for some of what others wrote.
        refusals.add(bundle.label() + ": " + reason(e));
      }
    }
    if (!signers.isEmpty()) {
      return new Verdict.Accepted(signers, refusals);
    }
    return new Verdict.Refused(refusals.isEmpty() ? List.of("it has no signature") : refusals);
  }

  /** sigstore-java says what failed in the message, and why in that of the cause. */
  private static String reason(Exception e) {
    String text = String.valueOf(e.getMessage());
    String cause = e.getCause() == null ? null : e.getCause().getMessage();
    return cause == null || text.contains(cause) ? text : text + ": " + cause;
  }

  private Signer signer(FoundBundle found, Signed signed)
      throws KeylessVerificationException,
          BundleParseException,
          CertificateException,
          TimestampException {
    Bundle bundle = Bundle.from(new StringReader(found.json()));
    String digest = signed.manifest().digest().encoded();
    verifier.verify(HexFormat.of().parseHex(digest), withNamedSubject(bundle, digest), options);
    X509Certificate leaf = (X509Certificate) bundle.getCertPath().getCertificates().get(0);
    RekorEntry entry = bundle.getEntries().get(0);
    Instant time = timeOfSignature(bundle, entry);
    requireValid(leaf, time);
    String claim = claim(found, bundle);
    return new Signer(
        "identity",
        subject(leaf),
        claim,
        Map.of(
            "issuer", issuer,
            "signature", found.label(),
            "time", time.toString(),
            "logIndex", Long.toString(entry.getLogIndex())));
  }

  /**
   * Returns the bundle with a statement that sigstore-java can read: it requires a name of each
   * subject, which cosign does not write (in-toto Statement v1 does not require one). What was
   * signed stays the same, and {@link #claim} compares its subject with the artifact.
   */
  private static Bundle withNamedSubject(Bundle bundle, String digest) {
    return bundle
        .getDsseEnvelope()
        .<Bundle>map(
            envelope ->
                ImmutableBundle.copyOf(bundle).withDsseEnvelope(new NamedSubject(envelope, digest)))
        .orElse(bundle);
  }

  /** An envelope whose payload is shown as a statement about a digest. */
  private record NamedSubject(Bundle.DsseEnvelope envelope, String digest)
      implements Bundle.DsseEnvelope {
    @Override
    public byte[] getPayload() {
      return envelope.getPayload();
    }

    @Override
    public String getPayloadType() {
      return envelope.getPayloadType();
    }

    @Override
    public List<Bundle.DsseEnvelope.Signature> getSignatures() {
      return envelope.getSignatures();
    }

    @Override
    public byte[] getPAE() {
      return envelope.getPAE();
    }

    @Override
    public String getPayloadAsString() {
      return ("{\"_type\":\"\",\"subject\":[{\"name\":\"\",\"digest\":{\"sha256\":\"%s\"}}],"
              + "\"predicateType\":\"\",\"predicate\":{}}")
          .formatted(digest);
    }
  }

  /**
   * Returns the trusted time of the signature: that of the log if the log promised it, else that of
   * a timestamp, since an entry of Rekor 2 has no time.
   */
  private static Instant timeOfSignature(Bundle bundle, RekorEntry entry)
      throws KeylessVerificationException, TimestampException {
    String promise = entry.getVerification().getSignedEntryTimestamp();
    if (promise != null && !promise.isEmpty()) {
      return entry.getIntegratedTimeInstant();
    }
    if (bundle.getTimestamps().isEmpty()) {
      throw new KeylessVerificationException("no trusted time says when the signature was made");
    }
    TimestampResponse timestamp = bundle.getTimestamps().get(0)::getRfc3161Timestamp;
    return timestamp.getGenTime().toInstant();
  }

  /** sigstore-java 2.0.0 does not compare the time of the log with the certificate. */
  private static void requireValid(X509Certificate leaf, Instant time)
      throws KeylessVerificationException {
    Instant from = leaf.getNotBefore().toInstant();
    Instant until = leaf.getNotAfter().toInstant();
    if (time.isBefore(from) || time.isAfter(until)) {
      throw new KeylessVerificationException(
          "the signature was made at %s, but the certificate was valid from %s to %s"
              .formatted(time, from, until));
    }
  }

  private @Nullable String claim(FoundBundle found, Bundle bundle)
      throws KeylessVerificationException {
    if (bundle.getDsseEnvelope().isEmpty()) {
      return null;
    }
    Bundle.DsseEnvelope envelope = bundle.getDsseEnvelope().get();
    byte[] payload = envelope.getPayload();
    String refusal = found.refusal(payload, envelope.getPayloadType(), predicateTypes).orElse(null);
    if (refusal != null) {
      throw new KeylessVerificationException(refusal);
    }
    return found.claim(payload, envelope.getPayloadType(), predicateTypes).orElse(null);
  }

  private static String subject(X509Certificate leaf) throws CertificateException {
    return leaf.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .findFirst()
        .orElseThrow(() -> new CertificateException("the certificate has no subject"));
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name();
  }
}
