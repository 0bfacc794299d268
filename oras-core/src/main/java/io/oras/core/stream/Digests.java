package io.oras.core.stream;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Digests of content that was read in parts. */
public final class Digests {
  private Digests() {}

  /** Returns the digest that the text is, if it is one. */
  public static Optional<Digest> find(String text) {
    try {
      return Optional.of(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the digest of what was fed to the computation, and resets the computation. */
  public static Digest finish(DigestAlgorithm algorithm, MessageDigest computation) {
    return new Digest(algorithm.id(), HexFormat.of().formatHex(computation.digest()));
  }
}
