/** See the module's description. */
@NullMarked
package io.oras.cli;

import org.jspecify.annotations.NullMarked;
