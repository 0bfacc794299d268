/** What goes into an artifact, before it is packed. */
@NullMarked
package io.oras.api.artifact;

import org.jspecify.annotations.NullMarked;
