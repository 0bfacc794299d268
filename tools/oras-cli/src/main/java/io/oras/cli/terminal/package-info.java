/** What a command writes to standard output and standard error. */
@NullMarked
package io.oras.cli.terminal;

import org.jspecify.annotations.NullMarked;
