/** The commands. */
@NullMarked
package io.oras.cli.command;

import org.jspecify.annotations.NullMarked;
