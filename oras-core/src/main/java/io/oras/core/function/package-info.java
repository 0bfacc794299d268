/** Functions that may throw an {@code IOException}. */
@NullMarked
package io.oras.core.function;

import org.jspecify.annotations.NullMarked;
