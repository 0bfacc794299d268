package io.oras.api.spi;

import io.oras.api.reference.ArtifactName;
import java.io.IOException;

/**
 * Decides which artifacts may be used. Thread safe.
 *
 * <pre>{@code
 * SignatureVerifier verifier = KeyVerifier.of(TrustedKey.read(Path.of("release.pub")));
 * Oras trusting = Oras.builder().trust(TrustPolicy.requireAny(verifier)).build();
 * trusting.pull("ghcr.io/team/app:v1", Path.of("out")); // fails without a signature of the key
 * }</pre>
 *
 * <p>A client with a policy calls {@link #judge} before the first request for an artifact. If the
 * judgement needs signatures, the client reads the manifest, and calls {@link Judgement#check}
 * before it fetches a layer, writes a tag or a file, or keeps content in its cache.
 */
@FunctionalInterface
public interface TrustPolicy {
  /**
   * Judges the name of an artifact. The client has sent no request at this time.
   *
   * @param name as the caller wrote it, not the name at a mirror; without tag and digest if the
   *     whole repository is meant
   * @throws io.oras.api.error.UntrustedException if the policy refuses the artifact with any
   *     signatures
   * @throws IOException if the policy cannot be read
   */
  Judgement judge(ArtifactName name) throws IOException;

  /** The decision of a policy about one name. Thread safe. */
  interface Judgement {
    /** Returns the policy, and the part of the policy that decided, for messages. */
    String scope();

    /** Returns whether the artifact needs signatures; if not, {@link #check} is not called. */
    boolean needsSignatures();

    /**
     * Checks the signatures of an artifact.
     *
     * @throws IOException if signatures could not be read; the artifact is not used then
     */
    Verdict check(Signed signed, Evidence evidence) throws IOException;
  }

  /**
   * Returns a policy that accepts an artifact if one of the verifiers accepts one of its
   * signatures, whatever its name is.
   *
   * @param verifiers asked in this order, at least one
   * @throws IllegalArgumentException if there is no verifier
   */
  static TrustPolicy requireAny(SignatureVerifier... verifiers) {
    return new AnyVerifierPolicy(verifiers);
  }
}
