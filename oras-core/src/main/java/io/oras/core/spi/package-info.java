/** Choosing providers. */
@NullMarked
package io.oras.core.spi;

import org.jspecify.annotations.NullMarked;
