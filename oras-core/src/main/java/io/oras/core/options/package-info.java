/** The options of calls, and the settings that a client is built with. */
@NullMarked
package io.oras.core.options;

import org.jspecify.annotations.NullMarked;
