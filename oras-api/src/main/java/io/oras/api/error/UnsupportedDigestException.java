package io.oras.api.error;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;

/** A digest has an algorithm that this library cannot compute, so content cannot be verified. */
public final class UnsupportedDigestException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final Digest digest;

  /** Creates an exception for this digest. */
  public UnsupportedDigestException(Digest digest) {
    super(
        "unsupported digest algorithm '"
            + digest.algorithm()
            + "' of "
            + digest
            + "; sha256 and sha512 can be verified",
        null,
        null,
        null);
    this.digest = digest;
  }

  /**
   * Returns the algorithm of the digest.
   *
   * @throws UnsupportedDigestException if the algorithm cannot be computed
   */
  public static DigestAlgorithm requireKnown(Digest digest) throws UnsupportedDigestException {
    return digest.knownAlgorithm().orElseThrow(() -> new UnsupportedDigestException(digest));
  }

  /** Returns the digest. */
  public Digest digest() {
    return digest;
  }

  @Override
  OrasException copy() {
    return new UnsupportedDigestException(digest);
  }
}
