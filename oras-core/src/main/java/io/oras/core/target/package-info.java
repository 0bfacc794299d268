/** Targets, opened for operations: from the name of a repository or store to the target. */
@NullMarked
package io.oras.core.target;

import org.jspecify.annotations.NullMarked;
