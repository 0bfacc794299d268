/** The code of docs/guides/credentials.md. */
@NullMarked
package com.example.team;

import org.jspecify.annotations.NullMarked;
