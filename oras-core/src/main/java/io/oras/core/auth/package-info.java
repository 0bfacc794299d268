/** Challenges, scopes and tokens. */
@NullMarked
package io.oras.core.auth;

import org.jspecify.annotations.NullMarked;
