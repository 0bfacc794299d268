/**
 * A logger for programs on a console: levels, colours, quiet, progress. Nothing in the library
 * writes to it; a program that wants one makes it, with {@link
 * io.oras.console.ConsoleLogger#builder}.
 */
@NullMarked
package io.oras.console;

import org.jspecify.annotations.NullMarked;
