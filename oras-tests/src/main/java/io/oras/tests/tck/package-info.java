/**
 * Test suites for adapters. Extend the suite for your interface and return your implementation; all
 * tests of the suite run with it.
 *
 * <p>For a store, extend {@link io.oras.tests.tck.GraphTargetTck}, or {@link
 * io.oras.tests.tck.ContentStoreTck} if the store does not implement {@code Predecessors}. The
 * suite also tests the optional ports that the store implements.
 */
@NullMarked
package io.oras.tests.tck;

import org.jspecify.annotations.NullMarked;
