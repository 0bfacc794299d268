/** Push, pull and copy: what the facade does between two targets. */
@NullMarked
package io.oras.core.usecase;

import org.jspecify.annotations.NullMarked;
