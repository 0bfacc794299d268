/** Suites that every adapter of a port must pass. */
@NullMarked
package io.oras.tests.tck;

import org.jspecify.annotations.NullMarked;
