/** The flags and arguments of commands, and what they say when they are wrong. */
@NullMarked
package io.oras.cli.flag;

import org.jspecify.annotations.NullMarked;
