/** Requests to a registry, and what is known of the registry. */
@NullMarked
package io.oras.core.registry.client;

import org.jspecify.annotations.NullMarked;
