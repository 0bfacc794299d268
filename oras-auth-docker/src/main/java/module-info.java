/**
 * Credentials from the files of Docker and podman, and from credential helpers.
 *
 * <p>The module exports nothing. Its providers have the names {@code docker} and {@code ecr}; the
 * provider {@code ecr} is only used if a program chooses it by name.
 */
@SuppressWarnings("requires-automatic")
module io.oras.auth.docker {
  requires io.oras.auth.spi;
  requires jakarta.json;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides io.oras.auth.spi.CredentialProvider with
      io.oras.auth.docker.DockerCredentialStore,
      io.oras.auth.docker.EcrCredentialProvider;
  provides io.oras.auth.spi.CredentialStoreProvider with
      io.oras.auth.docker.DockerCredentialStoreProvider;
}
