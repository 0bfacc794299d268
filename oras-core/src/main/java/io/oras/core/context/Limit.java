package io.oras.core.context;

import io.oras.api.error.LimitExceededException;
import io.oras.core.options.Limits;
import java.util.function.Supplier;

/**
 * A setting of {@link Limits} that content can exceed. Nothing else reads these settings, so every
 * error has the name and the value of its setting.
 */
public enum Limit {
  MANIFEST_BYTES("manifestBytes"),
  TOKEN_BYTES("tokenBytes"),
  LIST_PAGE_BYTES("listPageBytes"),
  PAGES("pages"),
  BLOB_IN_MEMORY_BYTES("blobInMemoryBytes"),
  GRAPH_DEPTH("graphDepth"),
  GRAPH_NODES("graphNodes"),
  LIST_ENTRIES("listEntries"),
  HELD_LIST_BYTES("heldListBytes"),
  ARCHIVE_ENTRIES("archiveEntries"),
  ARCHIVE_RATIO("archiveRatio"),
  ARCHIVE_BYTES("archiveBytes");

  private final String setting;

  Limit(String setting) {
    this.setting = setting;
  }

  /** Returns the bound that these limits set. */
  public Bound in(Limits limits) {
    return new Bound(
        this,
        switch (this) {
          case MANIFEST_BYTES -> limits.manifestBytes();
          case TOKEN_BYTES -> limits.tokenBytes();
          case LIST_PAGE_BYTES -> limits.listPageBytes();
          case PAGES -> limits.pages();
          case BLOB_IN_MEMORY_BYTES -> limits.blobInMemoryBytes();
          case GRAPH_DEPTH -> limits.graphDepth();
          case GRAPH_NODES -> limits.graphNodes();
          case LIST_ENTRIES -> limits.listEntries();
          case HELD_LIST_BYTES -> limits.heldListBytes();
          case ARCHIVE_ENTRIES -> limits.archiveEntries();
          case ARCHIVE_RATIO -> limits.archiveRatio();
          case ARCHIVE_BYTES -> limits.archiveBytes();
        });
  }

  /**
   * The value of one setting.
   *
   * @param value the highest number that is accepted
   */
  public record Bound(Limit limit, long value) {
    /** Returns the value for a setting that is an {@code int}; at most the length of an array. */
    public int asInt() {
      return Math.toIntExact(Math.min(value, Integer.MAX_VALUE - 8));
    }

    /**
     * Fails if a number exceeds the bound.
     *
     * @param problem says what is too large; it is not asked otherwise
     */
    public void require(long number, Supplier<String> problem) throws LimitExceededException {
      if (number > value) {
        throw exceeded(problem.get());
      }
    }

    /** Creates an exception whose message has the problem, and the name and the value. */
    public LimitExceededException exceeded(String problem) {
      return new LimitExceededException(
          "%s (limit %s: %s)".formatted(problem, limit.setting, value));
    }
  }
}
