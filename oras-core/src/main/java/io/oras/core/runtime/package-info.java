/** The composition of a client. */
@NullMarked
package io.oras.core.runtime;

import org.jspecify.annotations.NullMarked;
