/** Uploads of blobs. */
@NullMarked
package io.oras.core.registry.upload;

import org.jspecify.annotations.NullMarked;
