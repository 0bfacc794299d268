/** What a listener hears while content moves. */
@NullMarked
package io.oras.api.event;

import org.jspecify.annotations.NullMarked;
