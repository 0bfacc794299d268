/** Measures the command against its peers: see {@code bench/run}. */
@NullMarked
package io.oras.bench;

import org.jspecify.annotations.NullMarked;
