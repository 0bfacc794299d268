/** What the modules may need, give away and weigh. */
@NullMarked
package io.oras.tests.structure;

import org.jspecify.annotations.NullMarked;
