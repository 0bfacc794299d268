package io.oras.trust;

import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A Sigstore bundle that refers to an artifact, for verifiers that check its signature themselves.
 * Nothing of the bundle is verified. Immutable.
 */
public final class FoundBundle {
  private final String label;
  private final byte[] json;
  private final Signed signed;

  private FoundBundle(String label, byte[] json, Signed signed) {
    this.label = label;
    this.json = json;
    this.signed = signed;
  }

  /**
   * Returns the bundles that refer to the artifact, at most 100, each of at most 1 MiB.
   *
   * @param refusals gets the reason for each bundle that cannot be read
   * @throws IOException if the referrers cannot be listed
   */
  public static List<FoundBundle> find(Signed signed, Evidence evidence, Consumer<String> refusals)
      throws IOException {
    List<FoundBundle> found = new ArrayList<>();
    SignatureBundle.read(
        signed,
        evidence,
        (label, json) -> found.add(new FoundBundle(label, json, signed)),
        (label, problem) -> refusals.accept(label + ": " + problem));
    return found;
  }

  /** Returns a name of the bundle for messages. */
  public String label() {
    return label;
  }

  /** Returns the bundle as JSON text. */
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /**
   * Returns why a statement is not about the artifact, or is of another type; empty if it fits.
   * Call it when the signature of the statement has been verified.
   *
   * @param payload the statement
   * @param payloadType of the envelope
   * @param predicateTypes that count
   */
  public Optional<String> refusal(byte[] payload, String payloadType, Set<String> predicateTypes) {
    try {
      SignatureBundle.claim(signed.manifest().digest(), payloadType, payload, predicateTypes);
      return Optional.empty();
    } catch (InvalidDocumentException e) {
      return Optional.of(e.text());
    }
  }

  /**
   * Returns the name that a statement gives to the artifact; empty if it gives none.
   *
   * @throws IllegalArgumentException if {@link #refusal} has a reason
   */
  public Optional<String> claim(byte[] payload, String payloadType, Set<String> predicateTypes) {
    try {
      return Optional.ofNullable(
          SignatureBundle.claim(signed.manifest().digest(), payloadType, payload, predicateTypes));
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }
}
