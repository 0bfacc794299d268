/** One class for each conversation with a registry, and the target that they make up. */
@NullMarked
package io.oras.core.registry;

import org.jspecify.annotations.NullMarked;
