/** Walking and copying graphs of content. */
@NullMarked
package io.oras.core.graph;

import org.jspecify.annotations.NullMarked;
