/** What people do with oras-py, as programs on this library: docs/migrating/oras-py.md. */
@NullMarked
package com.example.stories;

import org.jspecify.annotations.NullMarked;
