package io.oras.api.spi;

import java.util.List;

/** The result of checking the signatures of an artifact. Immutable. */
public sealed interface Verdict {
  /** Returns which signatures do not count and why, one text for each. */
  List<String> refusals();

  /**
   * The signatures suffice.
   *
   * @param signers of the signatures that count, at least one
   * @param refusals which other signatures do not count and why
   */
  record Accepted(List<Signer> signers, List<String> refusals) implements Verdict {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no signer
     */
    public Accepted {
      signers = List.copyOf(signers);
      refusals = List.copyOf(refusals);
      if (signers.isEmpty()) {
        throw new IllegalArgumentException("an accepted artifact has at least one signer");
      }
    }
  }

  /**
   * The signatures do not suffice.
   *
   * @param refusals the signatures that were tried and why they do not count; without signatures,
   *     the reason of the refusal
   */
  record Refused(List<String> refusals) implements Verdict {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no reason
     */
    public Refused {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("a refusal has at least one reason");
      }
    }
  }
}
