/** Credentials and the adapters that keep them. */
@NullMarked
package io.oras.tests.auth;

import org.jspecify.annotations.NullMarked;
