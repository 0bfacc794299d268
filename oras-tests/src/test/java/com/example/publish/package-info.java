/** What docs/guides/testing.md shows. */
@NullMarked
package com.example.publish;

import org.jspecify.annotations.NullMarked;
