/** A repository of a registry as a target, and a registry as a whole. */
@NullMarked
package io.oras.core.registry;

import org.jspecify.annotations.NullMarked;
