/** The files that a pull restores. */
@NullMarked
package io.oras.core.store.files;

import org.jspecify.annotations.NullMarked;
