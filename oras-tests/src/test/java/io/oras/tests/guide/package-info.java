/** The code of the guide pages. */
@NullMarked
package io.oras.tests.guide;

import org.jspecify.annotations.NullMarked;
