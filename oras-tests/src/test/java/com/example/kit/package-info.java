/** What docs/guides/testing.md shows. */
@NullMarked
package com.example.kit;

import org.jspecify.annotations.NullMarked;
