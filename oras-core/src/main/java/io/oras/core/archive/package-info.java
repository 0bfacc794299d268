/** Folders as archives, and what may be written to disk when names come from the network. */
@NullMarked
package io.oras.core.archive;

import org.jspecify.annotations.NullMarked;
