/** Streams that see what passes through them. */
@NullMarked
package io.oras.core.stream;

import org.jspecify.annotations.NullMarked;
