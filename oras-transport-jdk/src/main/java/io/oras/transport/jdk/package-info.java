/** See the module's description. */
@NullMarked
package io.oras.transport.jdk;

import org.jspecify.annotations.NullMarked;
