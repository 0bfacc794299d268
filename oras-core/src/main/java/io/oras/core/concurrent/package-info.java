/** Tasks, locks and values that threads share. */
@NullMarked
package io.oras.core.concurrent;

import org.jspecify.annotations.NullMarked;
