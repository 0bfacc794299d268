/** The access that tokens of the in-process registry grant. */
@NullMarked
package io.oras.tests.registry.token;

import org.jspecify.annotations.NullMarked;
