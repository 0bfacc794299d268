package io.oras.api.error;

import io.oras.api.model.Digest;

/** A digest whose algorithm this library cannot compute: content cannot be verified by it. */
public final class UnsupportedDigestException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final Digest digest;

  /** For this digest. */
  public UnsupportedDigestException(Digest digest) {
    super(
        "unsupported digest algorithm '"
            + digest.algorithm()
            + "' of "
            + digest
            + "; sha256 and sha512 can be verified",
        null);
    this.digest = digest;
  }

  /** The digest. */
  public Digest digest() {
    return digest;
  }
}
