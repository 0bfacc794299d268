/** Compares the command with other clients: see {@code bench/run}. */
@NullMarked
package io.oras.bench;

import org.jspecify.annotations.NullMarked;
