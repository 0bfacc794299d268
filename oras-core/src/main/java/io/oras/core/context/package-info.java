/** What one operation carries along: its budget. */
@NullMarked
package io.oras.core.context;

import org.jspecify.annotations.NullMarked;
