/**
 * A logger for programs on a console, with levels, colours and progress. Begin with {@link
 * io.oras.console.ConsoleLogger#builder}. The library itself does not use this logger.
 */
@NullMarked
package io.oras.console;

import org.jspecify.annotations.NullMarked;
