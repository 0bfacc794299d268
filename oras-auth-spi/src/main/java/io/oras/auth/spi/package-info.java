/** Credentials, and where they come from: see {@link io.oras.auth.spi.CredentialProvider}. */
@NullMarked
package io.oras.auth.spi;

import org.jspecify.annotations.NullMarked;
