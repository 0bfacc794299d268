/** See the module's description. */
@NullMarked
package io.oras.auth.docker;

import org.jspecify.annotations.NullMarked;
