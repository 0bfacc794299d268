package io.oras.core.context;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Digest;
import io.oras.core.context.OperationBudget.ArchiveBudget;
import io.oras.core.options.Limits;
import org.junit.jupiter.api.Test;

class OperationBudgetTest {
  private static final long MIB = 1L << 20;
  private static final Digest ONE = Digest.of(new byte[] {1});
  private static final Digest TWO = Digest.of(new byte[] {2});

  private final OperationBudget budget = new OperationBudget(Limits.defaults());

  @Test
  void entriesOfAllArchivesCountTogether() throws LimitExceededException {
    ArchiveBudget one = budget.forArchive(ONE, () -> MIB);
    ArchiveBudget two = budget.forArchive(TWO, () -> MIB);
    for (int i = 0; i < Limits.defaults().archiveEntries() / 2; i++) {
      one.entry();
      two.entry();
    }

    LimitExceededException e = assertThrows(LimitExceededException.class, two::entry);

    assertEquals(
        "the archives have too many entries and folders in total (limit archiveEntries: 1000000)",
        e.getMessage());
  }

  @Test
  void theRatioOfOneArchiveUnpackedOftenCountsItsPackedBytesOnce() throws LimitExceededException {
    for (int title = 0; title < 20; title++) {
      budget.forArchive(ONE, () -> MIB).decompressed(10 * MIB);
    }
    ArchiveBudget last = budget.forArchive(ONE, () -> MIB);

    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> last.decompressed(10 * MIB));

    assertEquals(
        "the content unpacks to too many times its size (limit archiveRatio: 200)", e.getMessage());
  }

  @Test
  void contentWithinTheDecompressedBytesCountsOnce() throws LimitExceededException {
    ArchiveBudget archive = budget.forArchive(ONE, () -> MIB);

    archive.decompressed(200 * MIB);

    assertDoesNotThrow(() -> archive.content(200 * MIB));
  }

  @Test
  void zerosOfASparseFileCountAlthoughNothingWasDecompressed() {
    ArchiveBudget archive = budget.forArchive(ONE, () -> 599);

    assertThrows(LimitExceededException.class, () -> archive.content(11 * MIB));
  }

  @Test
  void copiesOfAFileCountTowardsTheTotal() throws LimitExceededException {
    budget.archiveBytes(Limits.defaults().archiveBytes());

    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> budget.archiveBytes(1));

    assertEquals(
        "the content unpacks to too many bytes in total (limit archiveBytes: 68719476736)",
        e.getMessage());
  }
}
