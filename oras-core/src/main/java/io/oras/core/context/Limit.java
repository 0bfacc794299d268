package io.oras.core.context;

import io.oras.api.error.LimitExceededException;
import io.oras.core.options.Limits;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A setting of {@link Limits} that content can exceed. Nothing else reads these settings, so every
 * error has the name and the value of its setting.
 */
public enum Limit {
  MANIFEST_BYTES("manifestBytes", Limits::manifestBytes),
  TOKEN_BYTES("tokenBytes", Limits::tokenBytes),
  LIST_PAGE_BYTES("listPageBytes", Limits::listPageBytes),
  PAGES("pages", Limits::pages),
  BLOB_IN_MEMORY_BYTES("blobInMemoryBytes", Limits::blobInMemoryBytes),
  GRAPH_DEPTH("graphDepth", Limits::graphDepth),
  GRAPH_NODES("graphNodes", Limits::graphNodes),
  LIST_ENTRIES("listEntries", Limits::listEntries),
  HELD_LIST_BYTES("heldListBytes", Limits::heldListBytes),
  ARCHIVE_ENTRIES("archiveEntries", Limits::archiveEntries),
  ARCHIVE_RATIO("archiveRatio", Limits::archiveRatio),
  ARCHIVE_BYTES("archiveBytes", Limits::archiveBytes);

  private final String setting;

  @SuppressWarnings("ImmutableEnumChecker") // References to methods have no state.
  private final ToLongFunction<Limits> value;

  Limit(String setting, ToLongFunction<Limits> value) {
    this.setting = setting;
    this.value = value;
  }

  /** Returns the bound that these limits set. */
  public Bound in(Limits limits) {
    return new Bound(this, value.applyAsLong(limits));
  }

  /**
   * The value of one setting.
   *
   * @param value the highest number that is accepted
   */
  public record Bound(Limit limit, long value) {
    /** Returns the value as an {@code int}, for a setting that is one. */
    public int asInt() {
      return Math.toIntExact(value);
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
