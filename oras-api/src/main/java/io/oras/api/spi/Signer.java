package io.oras.api.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who signed an artifact. Immutable.
 *
 * @param verifier the name of the verifier that accepted the signature
 * @param identity who signed: the name of a key, or the subject of a certificate
 * @param claim the name that the signature gives to the artifact; null if it gives none
 * @param details what else the verifier knows, such as the issuer of an identity, by name
 */
public record Signer(
    String verifier, String identity, @Nullable String claim, Map<String, String> details) {
  /** Copies the details. */
  public Signer {
    details = Map.copyOf(details);
  }

  /** Returns the verifier and the identity. */
  @Override
  public String toString() {
    return verifier + " " + identity;
  }
}
