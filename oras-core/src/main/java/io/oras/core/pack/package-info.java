/** From files to a manifest. */
@NullMarked
package io.oras.core.pack;

import org.jspecify.annotations.NullMarked;
