/**
 * Credentials and their sources. Begin with {@link io.oras.auth.spi.Credential} to pass a
 * credential to a client, with {@link io.oras.auth.spi.CredentialStores} to open the files of
 * {@code docker login}, and with {@link io.oras.auth.spi.CredentialProvider} to write a source of
 * your own.
 *
 * <p>Providers must be thread safe. No {@code toString} shows a secret.
 */
@NullMarked
package io.oras.auth.spi;

import org.jspecify.annotations.NullMarked;
