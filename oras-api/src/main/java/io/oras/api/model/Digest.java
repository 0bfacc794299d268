package io.oras.api.model;

import java.io.Serializable;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digest of content, {@code algorithm:encoded} (image-spec v1.1.1, descriptor.md, "Digests").
 *
 * <p>Every algorithm that matches the grammar is accepted. For sha256, sha512 and blake3 the length
 * and the case of the hex characters are checked. Only the algorithms of {@link DigestAlgorithm}
 * can be computed and verified. Immutable and thread safe.
 *
 * @param algorithm {@code [a-z0-9]+([+._-][a-z0-9]+)*}
 * @param encoded {@code [a-zA-Z0-9=_-]+}; lower-case hex for the registered algorithms
 */
public record Digest(String algorithm, String encoded) implements Serializable {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]++(?:[+._-][a-z0-9]++)*+");
  private static final Pattern ENCODED = Pattern.compile("[a-zA-Z0-9=_-]++");
  private static final Pattern LOWER_HEX = Pattern.compile("[a-f0-9]*+");
  private static final int BLAKE3_LENGTH = 64;

  /**
   * Creates a digest.
   *
   * @throws IllegalArgumentException if a part does not match the grammar, or if the length or the
   *     case is wrong for a registered algorithm
   */
  public Digest {
    if (algorithm.length() + encoded.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a digest has at most " + MAX_LENGTH + " characters, got " + encoded.length());
    }
    if (!ALGORITHM.matcher(algorithm).matches() || !ENCODED.matcher(encoded).matches()) {
      throw new IllegalArgumentException(
          "a digest is algorithm:encoded, such as sha256:<64 hex characters>, got '"
              + algorithm
              + ":"
              + encoded
              + "'");
    }
    int hex = hexLength(algorithm);
    if (hex > 0 && (encoded.length() != hex || !LOWER_HEX.matcher(encoded).matches())) {
      throw new IllegalArgumentException(
          "%s digest needs %s lower-case hex characters, got %s: '%s'"
              .formatted(algorithm, hex, encoded.length(), encoded));
    }
  }

  private static int hexLength(String algorithm) {
    return algorithm.equals("blake3")
        ? BLAKE3_LENGTH
        : DigestAlgorithm.find(algorithm).map(DigestAlgorithm::hexLength).orElse(0);
  }

  /**
   * Parses a digest {@code algorithm:encoded}.
   *
   * @throws IllegalArgumentException if the text is not a digest
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a digest is algorithm:encoded, such as sha256:<64 hex characters>, got '" + text + "'");
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Returns the sha256 digest of the content. */
  public static Digest of(byte[] content) {
    return of(DigestAlgorithm.SHA256, content);
  }

  /** Returns the digest of the content with this algorithm. */
  public static Digest of(DigestAlgorithm algorithm, byte[] content) {
    MessageDigest computation = algorithm.newMessageDigest();
    computation.update(content);
    return new Digest(algorithm.id(), HexFormat.of().formatHex(computation.digest()));
  }

  /** Returns the algorithm, if the library can compute it. */
  public Optional<DigestAlgorithm> knownAlgorithm() {
    return DigestAlgorithm.find(algorithm);
  }

  /** Returns the first 12 characters of {@link #encoded}, for messages. */
  public String shortened() {
    return encoded.substring(0, Math.min(12, encoded.length()));
  }

  // By hand: the generated methods are built when first called, which a command's start would feel.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that
        && encoded.equals(that.encoded)
        && algorithm.equals(that.algorithm);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + encoded.hashCode();
  }

  /** Returns the digest as text, {@code algorithm:encoded}. */
  @Override
  public String toString() {
    return algorithm + ":" + encoded;
  }
}
