package io.oras.api.content;

import java.io.IOException;
import java.util.Optional;

/**
 * A store that content can be read from: a repository of a registry, a layout, a folder or memory.
 *
 * <p>{@link #capability} finds the optional ports of a target: {@link ReferenceFetcher}, {@link
 * BlobResolver}, {@link RangeFetcher}, {@link TagLister}, {@link ReferrerLister}, {@link
 * Predecessors}, and the ports of {@link Target} for a target that can be written.
 *
 * <p>Implementations are thread safe. The code that opens a target closes it.
 */
public interface ReadOnlyTarget extends Fetcher, ExistenceCheck, Resolver, AutoCloseable {
  /** Releases the resources of the target. The default implementation does nothing. */
  @Override
  default void close() throws IOException {}

  /**
   * Returns this target as another port, if it has that port: by default, if this object is an
   * instance of it.
   *
   * <p>A target that wraps another one overrides this method and asks the wrapped target for the
   * ports that the wrapper does not implement, so that no port is lost:
   *
   * <pre>
   * Optional&lt;T&gt; own = ReadOnlyTarget.super.capability(port);
   * return own.isPresent() ? own : wrapped.capability(port);
   * </pre>
   *
   * <p>Operations prefer ports, and reach the wrapped target through them. A wrapper that changes
   * content or names must not forward the ports that would bypass the change.
   *
   * @param port the interface, such as {@code TagLister.class}
   * @throws IOException if the target has to be opened first, and cannot be opened
   */
  default <T> Optional<T> capability(Class<T> port) throws IOException {
    return port.isInstance(this) ? Optional.of(port.cast(this)) : Optional.empty();
  }
}
