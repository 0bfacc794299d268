/** Programs of others, certificates and limits, for the tests of this project. */
@NullMarked
package io.oras.tests.tool;

import org.jspecify.annotations.NullMarked;
