package io.oras.trust;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One signature of an artifact that was found, which may count or not. Immutable. */
final class Candidate {
  private final String label;
  private final byte[] message;
  private final byte[] signature;
  private final Content content;

  /**
   * Creates a candidate.
   *
   * @param label of the signature, for messages
   * @param message that was signed; not changed any more
   * @param signature of the message; not changed any more
   * @param content what the message says, read after the signature has been verified
   */
  Candidate(String label, byte[] message, byte[] signature, Content content) {
    this.label = label;
    this.message = message;
    this.signature = signature;
    this.content = content;
  }

  String label() {
    return label;
  }

  Content content() {
    return content;
  }

  boolean isBy(TrustedKey key) {
    return key.verifies(message, signature);
  }

  /** Reads the claim out of a message whose signature is valid. */
  @FunctionalInterface
  interface Content {
    /**
     * Checks that the message is about the artifact.
     *
     * @return the name that the message gives to the artifact; null if it gives none
     */
    @Nullable String claim(TrustedKey key) throws InvalidDocumentException;
  }

  /** The signatures of an artifact, and why others could not even be tried. */
  static final class Found {
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    void add(Candidate candidate) {
      candidates.add(candidate);
    }

    void refuse(String label, String problem) {
      refusals.add(label + ": " + problem);
    }

    List<Candidate> candidates() {
      return candidates;
    }

    List<String> refusals() {
      return refusals;
    }
  }
}
