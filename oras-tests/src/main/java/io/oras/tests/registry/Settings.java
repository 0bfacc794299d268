package io.oras.tests.registry;

import java.util.OptionalLong;

/**
 * What a registry can do and how much of it, as the specification leaves open.
 *
 * @param pageSize the most entries that one page of tags, repositories or referrers has
 * @param chunkMinLength told in {@code OCI-Chunk-Min-Length} and demanded; 0 for none
 */
record Settings(
    boolean referrersApi,
    boolean referrersFilter,
    boolean deletes,
    boolean readOnly,
    boolean ranges,
    boolean singlePost,
    boolean mounts,
    boolean missingReferences,
    boolean lengthRequired,
    int pageSize,
    long chunkMinLength,
    int manifestLimit) {

  /** The declared length of a request, which may be demanded though HTTP can do without. */
  OptionalLong length(Call call) throws Refusal {
    OptionalLong length = call.contentLength();
    if (length.isEmpty() && lengthRequired) {
      throw new Refusal(411, "SIZE_INVALID", call.method() + " needs a Content-Length here");
    }
    return length;
  }

  void requireDeletes() throws Refusal {
    if (!deletes || readOnly) {
      throw new Refusal(405, "UNSUPPORTED", "this registry deletes nothing");
    }
  }

  void requireWrites() throws Refusal {
    if (readOnly) {
      throw new Refusal(405, "UNSUPPORTED", "this registry is read-only");
    }
  }
}
