/** The HTTP port: one blocking exchange, and what it needs. */
@NullMarked
package io.oras.api.transport;

import org.jspecify.annotations.NullMarked;
