/**
 * An OCI registry that runs inside the JVM, for tests. Begin with {@link
 * io.oras.tests.registry.InProcessRegistry}. {@link io.oras.tests.registry.Fault} makes requests
 * fail, and {@link io.oras.tests.registry.LoggedRequest} describes a request that the registry has
 * received.
 */
@NullMarked
package io.oras.tests.registry;

import org.jspecify.annotations.NullMarked;
