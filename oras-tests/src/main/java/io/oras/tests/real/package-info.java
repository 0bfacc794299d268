/**
 * Registries as people run them, for tests: programs of other projects, each as a process on
 * loopback.
 *
 * <p>Begin with {@link io.oras.tests.real.RealRegistry}.
 */
@NullMarked
package io.oras.tests.real;

import org.jspecify.annotations.NullMarked;
