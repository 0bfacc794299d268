/**
 * Registry programs of other projects, for tests. Begin with {@link
 * io.oras.tests.real.RealRegistry}, which starts a program on a loopback address.
 */
@NullMarked
package io.oras.tests.real;

import org.jspecify.annotations.NullMarked;
