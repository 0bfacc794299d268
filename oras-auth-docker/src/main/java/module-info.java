/** Credentials from the files of Docker and containers, and from credential helpers. */
@SuppressWarnings("requires-automatic")
module io.oras.auth.docker {
  requires transitive io.oras.auth.spi;
  requires jakarta.json;
  requires static com.google.auto.service;
  requires static transitive org.jspecify;
}
