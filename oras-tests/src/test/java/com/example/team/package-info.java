/** The code of docs/auth.md. */
@NullMarked
package com.example.team;

import org.jspecify.annotations.NullMarked;
