/** Tests of the public API as a program uses it: {@code Oras}, its handles and their blobs. */
@NullMarked
package io.oras.tests.api;

import org.jspecify.annotations.NullMarked;
