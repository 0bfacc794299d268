package io.oras.core.options;

/**
 * The limits of a client: what it holds in memory and what it follows at most. A call that exceeds
 * a limit fails with a {@link io.oras.api.error.LimitExceededException}, whose message names the
 * setting; content is never truncated. Three settings differ: see {@link #errorBodyBytes}, {@link
 * #embeddedDataBytes} and {@link #redirects}. Immutable.
 *
 * <pre>{@code
 * Oras strict = Oras.builder().limits(l -> l.manifestBytes(1 << 20).graphNodes(10_000)).build();
 * }</pre>
 */
public final class Limits extends Settings {
  private static final Setting<Integer> MANIFEST_BYTES =
      Setting.atLeast("manifestBytes", 1, 4 << 20);
  private static final Setting<Integer> TOKEN_BYTES = Setting.atLeast("tokenBytes", 1, 64 << 10);
  private static final Setting<Integer> ERROR_BODY_BYTES =
      Setting.atLeast("errorBodyBytes", 1, 64 << 10);
  private static final Setting<Integer> LIST_PAGE_BYTES =
      Setting.atLeast("listPageBytes", 1, 8 << 20);
  private static final Setting<Integer> PAGES = Setting.atLeast("pages", 1, 10_000);
  private static final Setting<Integer> EMBEDDED_DATA_BYTES =
      Setting.atLeast("embeddedDataBytes", 1, 64 << 10);
  private static final Setting<Integer> BLOB_IN_MEMORY_BYTES =
      Setting.atLeast("blobInMemoryBytes", 1, 64 << 20);
  private static final Setting<Integer> REDIRECTS = Setting.atLeast("redirects", 0, 10);
  private static final Setting<Integer> GRAPH_DEPTH = Setting.atLeast("graphDepth", 1, 100);
  private static final Setting<Integer> GRAPH_NODES = Setting.atLeast("graphNodes", 1, 1_000_000);
  private static final Setting<Integer> LIST_ENTRIES = Setting.atLeast("listEntries", 1, 100_000);
  private static final Setting<Long> HELD_LIST_BYTES =
      Setting.atLeast(
          "heldListBytes", 1L, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4));
  private static final Setting<Integer> ARCHIVE_ENTRIES =
      Setting.atLeast("archiveEntries", 1, 1_000_000);
  private static final Setting<Integer> ARCHIVE_RATIO = Setting.atLeast("archiveRatio", 1, 200);
  private static final Setting<Long> ARCHIVE_BYTES = Setting.atLeast("archiveBytes", 1L, 64L << 30);
  private static final Limits DEFAULTS = builder().build();

  private Limits(Builder builder) {
    super(builder);
  }

  /** Returns the default limits. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these limits. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns the size of a manifest, or of another document that is held in memory, in bytes. */
  public int manifestBytes() {
    return get(MANIFEST_BYTES);
  }

  /** Returns the size of a token service's response. */
  public int tokenBytes() {
    return get(TOKEN_BYTES);
  }

  /**
   * Returns how many bytes of an error's body are read. The client ignores the bytes after them.
   */
  public int errorBodyBytes() {
    return get(ERROR_BODY_BYTES);
  }

  /** Returns the size of one page of a list. */
  public int listPageBytes() {
    return get(LIST_PAGE_BYTES);
  }

  /** Returns the number of pages of one list. */
  public int pages() {
    return get(PAGES);
  }

  /**
   * Returns the size of a descriptor's {@code data}, in bytes, that is used in place of a request.
   * Larger content is fetched.
   */
  public int embeddedDataBytes() {
    return get(EMBEDDED_DATA_BYTES);
  }

  /** Returns the size of a blob, or of a part of one, that is returned as one array. */
  public int blobInMemoryBytes() {
    return get(BLOB_IN_MEMORY_BYTES);
  }

  /**
   * Returns the number of redirects of one request. Another redirect is a {@link
   * io.oras.api.error.TransportException}.
   */
  public int redirects() {
    return get(REDIRECTS);
  }

  /** Returns the depth of a graph, down to children or up to referrers. */
  public int graphDepth() {
    return get(GRAPH_DEPTH);
  }

  /** Returns the number of manifests and blobs of one call. */
  public int graphNodes() {
    return get(GRAPH_NODES);
  }

  /** Returns the number of entries of one list. */
  public int listEntries() {
    return get(LIST_ENTRIES);
  }

  /** Returns the memory for the lists that one call holds. */
  public long heldListBytes() {
    return get(HELD_LIST_BYTES);
  }

  /**
   * Returns the number of entries in all archives of one call, with the folders that the names of
   * entries or the titles of files need and no entry creates.
   */
  public int archiveEntries() {
    return get(ARCHIVE_ENTRIES);
  }

  /** Returns the ratio of unpacked to packed bytes, after the first 10 MiB. */
  public int archiveRatio() {
    return get(ARCHIVE_RATIO);
  }

  /** Returns the number of bytes unpacked from all archives of one call. */
  public long archiveBytes() {
    return get(ARCHIVE_BYTES);
  }

  /** Builds {@link Limits}. Not thread safe. */
  public static final class Builder extends Settings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the size of a manifest, or of another document that is held in memory, in bytes; 4 MiB
     * by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder manifestBytes(int manifestBytes) {
      return set(MANIFEST_BYTES, manifestBytes);
    }

    /**
     * Sets the size of a token service's response; 64 KiB by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder tokenBytes(int tokenBytes) {
      return set(TOKEN_BYTES, tokenBytes);
    }

    /**
     * Sets how much of an error's body is read; 64 KiB, of which 8 KiB are kept, by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder errorBodyBytes(int errorBodyBytes) {
      return set(ERROR_BODY_BYTES, errorBodyBytes);
    }

    /**
     * Sets the size of one page of a list; 8 MiB by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder listPageBytes(int listPageBytes) {
      return set(LIST_PAGE_BYTES, listPageBytes);
    }

    /**
     * Sets the number of pages of one list; 10,000 by default. A list ends with an error after 100
     * pages in a row without a new entry, whatever this limit is.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder pages(int pages) {
      return set(PAGES, pages);
    }

    /**
     * Sets the size of a descriptor's {@code data} that is used in place of a request; 64 KiB by
     * default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder embeddedDataBytes(int embeddedDataBytes) {
      return set(EMBEDDED_DATA_BYTES, embeddedDataBytes);
    }

    /**
     * Sets the size of a blob, or of a part of one, that is returned as one array; 64 MiB by
     * default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder blobInMemoryBytes(int blobInMemoryBytes) {
      return set(BLOB_IN_MEMORY_BYTES, blobInMemoryBytes);
    }

    /**
     * Sets the number of redirects of one request; 10 by default.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder redirects(int redirects) {
      return set(REDIRECTS, redirects);
    }

    /**
     * Sets the depth of a graph, down to children or up to referrers; 100 by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder graphDepth(int graphDepth) {
      return set(GRAPH_DEPTH, graphDepth);
    }

    /**
     * Sets the number of manifests and blobs of one call; 1,000,000 by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder graphNodes(int graphNodes) {
      return set(GRAPH_NODES, graphNodes);
    }

    /**
     * Sets the number of entries of one list; 100,000 by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder listEntries(int listEntries) {
      return set(LIST_ENTRIES, listEntries);
    }

    /**
     * Sets the memory for the lists that one call holds; 64 MiB, but at most a quarter of the heap,
     * by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder heldListBytes(long heldListBytes) {
      return set(HELD_LIST_BYTES, heldListBytes);
    }

    /**
     * Sets the number of entries in all archives of one call; 1,000,000 by default. Folders that a
     * name needs and no entry creates count as entries.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder archiveEntries(int archiveEntries) {
      return set(ARCHIVE_ENTRIES, archiveEntries);
    }

    /**
     * Sets the ratio of unpacked to packed bytes, after the first 10 MiB; 200 by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder archiveRatio(int archiveRatio) {
      return set(ARCHIVE_RATIO, archiveRatio);
    }

    /**
     * Sets the number of bytes unpacked from all archives of one call; 64 GiB by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder archiveBytes(long archiveBytes) {
      return set(ARCHIVE_BYTES, archiveBytes);
    }

    /** Creates the limits; the builder can be used further. */
    public Limits build() {
      return new Limits(this);
    }
  }
}
