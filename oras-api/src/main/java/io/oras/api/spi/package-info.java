/** What a third party implements and {@link java.util.ServiceLoader} finds. */
@NullMarked
package io.oras.api.spi;

import org.jspecify.annotations.NullMarked;
