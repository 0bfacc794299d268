/** Downloads of blobs: resumed after a cut, and over several connections. */
@NullMarked
package io.oras.core.registry.download;

import org.jspecify.annotations.NullMarked;
