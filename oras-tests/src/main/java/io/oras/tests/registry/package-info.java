/**
 * An OCI registry inside the JVM, for tests.
 *
 * <p>Begin with {@link io.oras.tests.registry.InProcessRegistry}; {@link
 * io.oras.tests.registry.Fault} makes it misbehave, {@link io.oras.tests.registry.LoggedRequest} is
 * what it saw.
 */
@NullMarked
package io.oras.tests.registry;

import org.jspecify.annotations.NullMarked;
