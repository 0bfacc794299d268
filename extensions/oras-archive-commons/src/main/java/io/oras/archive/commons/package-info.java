/** See the module's description. */
@NullMarked
package io.oras.archive.commons;

import org.jspecify.annotations.NullMarked;
