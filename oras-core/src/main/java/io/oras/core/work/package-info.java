/** Doing many things at once, a bounded number at a time. */
@NullMarked
package io.oras.core.work;

import org.jspecify.annotations.NullMarked;
