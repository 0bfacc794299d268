package io.oras.core;

/**
 * What is held in memory or followed at most; beyond it an operation fails, nothing is truncated.
 *
 * @param manifest bytes of a manifest; 4 MiB by default
 * @param token bytes of a token service's answer; 64 KiB by default
 * @param errorBody bytes read of an error's body; 64 KiB by default, of which 8 KiB are kept
 * @param listPage bytes of one page of a list; 8 MiB by default
 * @param pages of one list; 10 000 by default
 * @param listEntries entries of the lists of an operation; 100 000 by default
 * @param heldListBytes bytes of the lists of an operation, about as they are sent; 64 MiB by
 *     default, or a quarter of the largest heap if that is less
 * @param embeddedData bytes of a descriptor's {@code data} that are used; 64 KiB by default
 * @param redirects of one request; 10 by default
 * @param graphDepth from a root down or up; 100 by default
 * @param graphNodes manifests and blobs of one copy; 1 000 000 by default
 * @param archiveEntries in all archives of an operation; 1 000 000 by default
 * @param archiveRatio unpacked to packed after the first 10 MiB; 200 by default
 * @param archiveBytes unpacked from all archives of an operation; 64 GiB by default
 */
public record Limits(
    int manifest,
    int token,
    int errorBody,
    int listPage,
    int pages,
    int listEntries,
    long heldListBytes,
    int embeddedData,
    int redirects,
    int graphDepth,
    int graphNodes,
    int archiveEntries,
    int archiveRatio,
    long archiveBytes) {
  /** The defaults. */
  public static final Limits DEFAULT =
      new Limits(
          4 << 20,
          64 << 10,
          64 << 10,
          8 << 20,
          10_000,
          100_000,
          Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4),
          64 << 10,
          10,
          100,
          1_000_000,
          1_000_000,
          200,
          64L << 30);

  /** These limits with another for manifests. */
  public Limits withManifest(int replacement) {
    return new Limits(
        replacement,
        token,
        errorBody,
        listPage,
        pages,
        listEntries,
        heldListBytes,
        embeddedData,
        redirects,
        graphDepth,
        graphNodes,
        archiveEntries,
        archiveRatio,
        archiveBytes);
  }
}
