/** Forms in which a command prints data: JSON and Go templates. */
@NullMarked
package io.oras.cli.output;

import org.jspecify.annotations.NullMarked;
