/**
 * Suites that every adapter of a port must pass.
 *
 * <p>For a store, extend {@link io.oras.tests.tck.GraphTargetTck}, or {@link
 * io.oras.tests.tck.ContentStoreTck} where predecessors are not known, and return a new store; what
 * it offers beside {@link io.oras.api.content.Target} is found with {@code instanceof} and tested
 * as well.
 */
@NullMarked
package io.oras.tests.tck;

import org.jspecify.annotations.NullMarked;
