package io.oras.api.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The digest algorithms that this library computes and verifies (image-spec v1.1.1, descriptor.md,
 * "Registered algorithms").
 */
public enum DigestAlgorithm {
  /** SHA-256, the default of everything that this library creates. */
  SHA256("sha256", "SHA-256", 64),
  /** SHA-512. */
  SHA512("sha512", "SHA-512", 128);

  private final String id;
  private final String javaName;
  private final int hexLength;

  DigestAlgorithm(String id, String javaName, int hexLength) {
    this.id = id;
    this.javaName = javaName;
    this.hexLength = hexLength;
  }

  /** Returns the name in a digest's text, such as {@code sha256}. */
  public String id() {
    return id;
  }

  /** Returns how many hex characters a digest of this algorithm has. */
  int hexLength() {
    return hexLength;
  }

  /** Returns a new computation of this algorithm. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + javaName, e);
    }
  }

  /** Returns the algorithm with that {@link #id}, if this library computes it. */
  public static Optional<DigestAlgorithm> find(String id) {
    return Arrays.stream(values()).filter(a -> a.id.equals(id)).findFirst();
  }
}
