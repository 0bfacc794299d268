/**
 * Docker's configuration files and credential helpers: {@link
 * io.oras.auth.docker.DockerCredentialStore} asks the {@link io.oras.auth.docker.ConfigSource}s
 * that {@link io.oras.auth.docker.ConfigLocations} lists, and the {@link
 * io.oras.auth.docker.CredentialHelpers} that these name.
 */
@NullMarked
package io.oras.auth.docker;

import org.jspecify.annotations.NullMarked;
