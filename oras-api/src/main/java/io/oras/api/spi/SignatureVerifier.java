package io.oras.api.spi;

import java.io.IOException;

/**
 * Verifies signatures of artifacts. Thread safe.
 *
 * <pre>{@code
 * record Both(SignatureVerifier first, SignatureVerifier second) implements SignatureVerifier {
 *   @Override
 *   public String name() {
 *     return first.name() + " and " + second.name();
 *   }
 *
 *   @Override
 *   public Verdict verify(Signed signed, Evidence evidence) throws IOException {
 *     Verdict verdict = first.verify(signed, evidence);
 *     return verdict instanceof Verdict.Accepted ? second.verify(signed, evidence) : verdict;
 *   }
 * }
 * }</pre>
 */
public interface SignatureVerifier {
  /** Returns a short name for messages, such as {@code key release.pub}. */
  String name();

  /**
   * Looks for signatures of the artifact and verifies them.
   *
   * @return the accepted signatures; if there are none, why each one that was tried does not count
   * @throws IOException if the verifier cannot decide; the artifact is not used then
   */
  Verdict verify(Signed signed, Evidence evidence) throws IOException;
}
