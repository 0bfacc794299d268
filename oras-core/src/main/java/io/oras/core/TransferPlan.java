package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.util.List;

/**
 * What a copy would do, found out without writing anything.
 *
 * @param root the manifest that would be copied
 * @param steps one for each digest that would be looked at, children before their parents; what
 *     lies below content that is there is not looked at
 * @param referrers what would come along because it refers to something
 */
public record TransferPlan(RawManifest root, List<Step> steps, List<Descriptor> referrers) {
  /** What would become of content. */
  public enum Fate {
    /** It is there already. */
    EXISTS,
    /** The registry would be asked to take it over from another of its repositories. */
    MOUNT,
    /** Its bytes would move. */
    SEND,
    /** It is foreign, and stays where it is. */
    LEAVE
  }

  /**
   * One piece of content.
   *
   * @param content the blob or manifest
   * @param fate what would become of it
   */
  public record Step(Descriptor content, Fate fate) {}

  /** Copies the lists. */
  public TransferPlan {
    steps = List.copyOf(steps);
    referrers = List.copyOf(referrers);
  }

  /** How many bytes have that fate. */
  public long bytes(Fate fate) {
    return steps.stream()
        .filter(step -> step.fate() == fate)
        .mapToLong(step -> step.content().size())
        .sum();
  }
}
