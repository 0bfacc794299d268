/** What docs/reference/spi.md shows. */
@NullMarked
package com.example.store;

import org.jspecify.annotations.NullMarked;
