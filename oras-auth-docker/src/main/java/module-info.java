/**
 * Credentials from the files of Docker and containers, and from credential helpers.
 *
 * <p>Exports nothing: its providers are named {@code docker} and, for those who ask for it by name,
 * {@code ecr}.
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
