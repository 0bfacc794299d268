package io.oras.core.target;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.stream.Replicas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the reads that found wrong content and may be repeated at another place, for {@link
 * Replicas#hasNext}. Several threads may read the same content at once, and each of them may repeat
 * its read. Thread safe.
 */
final class FailedReads {
  private final Map<Digest, AtomicInteger> failures = new ConcurrentHashMap<>();

  void add(Digest content) {
    failures.computeIfAbsent(content, none -> new AtomicInteger()).incrementAndGet();
  }

  /** Returns whether a failure is left that no call has returned yet. */
  boolean take(Descriptor content) {
    AtomicInteger left = failures.get(content.digest());
    return left != null && left.getAndUpdate(count -> Math.max(count - 1, 0)) > 0;
  }
}
