/** Properties held against generated input, the same in every run, or new for as long as asked. */
@NullMarked
package io.oras.tests.property;

import org.jspecify.annotations.NullMarked;
