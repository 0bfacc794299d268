/** The facade, {@link io.oras.core.Oras}, and its options. */
@NullMarked
package io.oras.core;

import org.jspecify.annotations.NullMarked;
