/** The ports between which content moves, and the stream that verifies it on the way. */
@NullMarked
package io.oras.api.content;

import org.jspecify.annotations.NullMarked;
