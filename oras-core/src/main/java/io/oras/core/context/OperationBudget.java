package io.oras.core.context;

import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Digest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.Limit.Bound;
import io.oras.core.options.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts what one operation has used of its {@link Limits}, over all its archives, lists and
 * manifests: many that are each within the limits do not exceed them together. Thread safe.
 */
public final class OperationBudget {
  /** Below this size, any ratio of unpacked to packed is accepted: short texts shrink that much. */
  private static final long RATIO_FROM = 10L << 20;

  private final Bound ratio;
  private final Mutex lock = new Mutex();
  private final Map<Digest, Long> packedByDigest = new HashMap<>();
  private final Counter written;
  private final Counter archiveEntries;
  private final Counter listEntries;
  private final Counter held;
  private long packed;
  private long unpacked;

  /**
   * What is used of one limit.
   *
   * @param problem the message if more is used than the limit allows
   */
  private record Counter(AtomicLong used, Bound most, String problem) {
    Counter(Bound most, String problem) {
      this(new AtomicLong(), most, problem);
    }

    void add(long number) throws LimitExceededException {
      most.require(used.addAndGet(number), () -> problem);
    }
  }

  /** Creates a budget of which nothing is used. */
  public OperationBudget(Limits limits) {
    ratio = Limit.ARCHIVE_RATIO.in(limits);
    written =
        new Counter(
            Limit.ARCHIVE_BYTES.in(limits), "the content unpacks to too many bytes in total");
    archiveEntries =
        new Counter(
            Limit.ARCHIVE_ENTRIES.in(limits),
            "the archives have too many entries and folders in total");
    listEntries =
        new Counter(Limit.LIST_ENTRIES.in(limits), "the lists have too many entries in total");
    held = new Counter(Limit.HELD_LIST_BYTES.in(limits), "the lists have too many bytes in total");
  }

  /**
   * Counts bytes that are written without a transfer, such as a second file of the same content.
   *
   * @throws LimitExceededException if the operation writes more than {@link Limits#archiveBytes}
   */
  public void archiveBytes(long bytes) throws LimitExceededException {
    written.add(bytes);
  }

  /**
   * Counts one entry of an archive, whatever its type, or a folder that a name needs and no entry
   * creates.
   *
   * @throws LimitExceededException if there are more than {@link Limits#archiveEntries}
   */
  public void archiveEntry() throws LimitExceededException {
    archiveEntries.add(1);
  }

  /**
   * Counts one entry of a list.
   *
   * @throws LimitExceededException if there are more than {@link Limits#listEntries}
   */
  public void listEntry() throws LimitExceededException {
    listEntries.add(1);
  }

  /**
   * Counts bytes of lists that are held in memory, about as they are sent.
   *
   * @throws LimitExceededException if there are more than {@link Limits#heldListBytes}
   */
  public void heldBytes(long bytes) throws LimitExceededException {
    held.add(bytes);
  }

  /**
   * Returns the counter for one archive that is being unpacked.
   *
   * @param digest the digest of the packed archive: if it is unpacked several times, its packed
   *     bytes count once
   * @param packedBytes returns how many bytes of the packed archive have been read
   */
  public ArchiveBudget forArchive(Digest digest, LongSupplier packedBytes) {
    return new ArchiveBudget(digest, packedBytes);
  }

  /** Counts one archive. For one thread. */
  public final class ArchiveBudget {
    private final Digest digest;
    private final LongSupplier packedBytes;
    private long decompressed;
    private long content;

    private ArchiveBudget(Digest digest, LongSupplier packedBytes) {
      this.digest = digest;
      this.packedBytes = packedBytes;
    }

    /** Counts bytes that the decompression produced. */
    public void decompressed(long bytes) throws LimitExceededException {
      count(bytes, 0);
    }

    /** Counts bytes of entries, which can be more: a sparse file produces zeros from nothing. */
    public void content(long bytes) throws LimitExceededException {
      count(0, bytes);
    }

    private void count(long fromDecompression, long ofEntries) throws LimitExceededException {
      long before = Math.max(decompressed, content);
      decompressed += fromDecompression;
      content += ofEntries;
      spend(Math.max(decompressed, content) - before);
    }

    /** Counts one entry. */
    public void entry() throws LimitExceededException {
      archiveEntry();
    }

    private void spend(long bytes) throws LimitExceededException {
      lock.run(
          () -> {
            archiveBytes(bytes);
            unpacked += bytes;
            long read = packedBytes.getAsLong();
            long known = packedByDigest.getOrDefault(digest, 0L);
            if (read > known) {
              packedByDigest.put(digest, read);
              packed += read - known;
            }
            if (unpacked > RATIO_FROM && unpacked / ratio.value() > packed) {
              throw ratio.exceeded("the content unpacks to too many times its size");
            }
          });
    }
  }
}
