package io.oras.api.content;

import java.io.IOException;

/**
 * A place to copy from: a registry's repository, a layout, a folder, memory.
 *
 * <p>Thread safe. More that a target can do is found with {@code instanceof}: {@link
 * ReferenceFetcher}, {@link BlobResolver}, {@link RangeFetcher}, {@link TagLister}, {@link
 * ReferrerLister}, {@link Predecessors}; a wrapper offers what it wraps. Whoever opened a target
 * closes it.
 */
public interface ReadOnlyTarget extends Fetcher, ExistenceCheck, Resolver, AutoCloseable {
  /** Releases what the target holds; nothing by default. */
  @Override
  default void close() throws IOException {}
}
