/** What a program implements to bring its own credentials. */
module io.oras.auth.spi {
  requires transitive io.oras.api;
  requires static org.jspecify;

  exports io.oras.auth.spi;

  uses io.oras.auth.spi.CredentialStoreProvider;
}
