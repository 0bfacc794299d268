/** Reads registries.conf and answers from it. */
@NullMarked
package io.oras.registries;

import org.jspecify.annotations.NullMarked;
