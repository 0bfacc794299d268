/** Every exception of the library; start at {@link io.oras.api.error.OrasException}. */
@NullMarked
package io.oras.api.error;

import org.jspecify.annotations.NullMarked;
