package io.oras.core.archive;

import io.oras.api.error.LimitExceededException;
import io.oras.core.Limits;
import java.util.function.LongSupplier;

/** How much one archive may become, against archives that are small and unpack to a disk full. */
final class UnpackBudget {
  /** Below this, any ratio is fine: a small text may well shrink that much. */
  private static final long RATIO_FROM = 10L << 20;

  private final Limits limits;
  private final LongSupplier packed;
  private long unpacked;
  private int entries;

  /**
   * A new budget.
   *
   * @param packed how many packed bytes have been read
   */
  UnpackBudget(Limits limits, LongSupplier packed) {
    this.limits = limits;
    this.packed = packed;
  }

  void spend(long bytes) throws LimitExceededException {
    unpacked += bytes;
    if (unpacked > limits.archiveBytes()) {
      throw new LimitExceededException(
          "the archive unpacks to more than %s bytes".formatted(limits.archiveBytes()));
    }
    if (unpacked > RATIO_FROM && unpacked / limits.archiveRatio() > packed.getAsLong()) {
      throw new LimitExceededException(
          "the archive unpacks to more than %s times its size".formatted(limits.archiveRatio()));
    }
  }

  void spendEntry() throws LimitExceededException {
    entries++;
    if (entries > limits.archiveEntries()) {
      throw new LimitExceededException(
          "the archive has more than %s entries".formatted(limits.archiveEntries()));
    }
  }
}
