/** The command: one class for each subcommand, one for each group of flags. */
@NullMarked
package io.oras.cli;

import org.jspecify.annotations.NullMarked;
