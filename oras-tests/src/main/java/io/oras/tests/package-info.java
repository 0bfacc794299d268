/** See the module's description. */
@NullMarked
package io.oras.tests;

import org.jspecify.annotations.NullMarked;
