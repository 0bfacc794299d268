package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.core.usecase.Copy;
import java.util.List;

/**
 * The transfers that a copy would make: {@link Oras#plan}. Immutable.
 *
 * <pre>{@code
 * TransferPlan plan = oras.plan(app.at("v1"), oras.layout(Path.of("mirror")).at("v1"));
 * System.out.println(plan.bytes(TransferPlan.Fate.SEND) + " bytes to send");
 * }</pre>
 */
public final class TransferPlan {
  /** What a copy would do with content. */
  public enum Fate {
    /** The destination has the content. */
    EXISTS,
    /** The registry would be asked to mount the blob from another of its repositories. */
    MOUNT,
    /** The bytes would be sent. */
    SEND,
    /** The content is not distributable, and would not be copied. */
    LEAVE
  }

  /** A blob or a manifest that the copy would look at. Immutable. */
  public static final class Step {
    private final Descriptor content;
    private final Fate fate;

    private Step(Descriptor content, Fate fate) {
      this.content = content;
      this.fate = fate;
    }

    /** Returns the descriptor of the blob or manifest. */
    public Descriptor content() {
      return content;
    }

    /** Returns what the copy would do with the content. */
    public Fate fate() {
      return fate;
    }

    @Override
    public String toString() {
      return fate + " " + content.digest();
    }
  }

  private final RawManifest manifest;
  private final List<Step> steps;
  private final List<Descriptor> referrers;

  TransferPlan(Copy.Planned plan) {
    this.manifest = plan.manifest();
    this.steps =
        plan.steps().stream()
            .map(step -> new Step(step.content(), Fate.valueOf(step.outcome().name())))
            .toList();
    this.referrers = List.copyOf(plan.referrers());
  }

  /** Returns the manifest that would be copied. */
  public RawManifest manifest() {
    return manifest;
  }

  /**
   * Returns one step for each digest, children before their parents. Content below content that
   * exists at the destination is not looked at.
   */
  public List<Step> steps() {
    return steps;
  }

  /** Returns the referrers that would be copied with the artifact. */
  public List<Descriptor> referrers() {
    return referrers;
  }

  /** Returns the sum of the sizes of the content with this fate, in bytes. */
  public long bytes(Fate fate) {
    return steps.stream()
        .filter(step -> step.fate() == fate)
        .mapToLong(step -> step.content().size())
        .sum();
  }
}
