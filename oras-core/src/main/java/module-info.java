/**
 * The client. Begin with {@link io.oras.core.Oras}.
 *
 * <p>{@link java.util.ServiceLoader} finds the JSON provider, the transport, the credentials and
 * the archive formats at run time.
 */
@SuppressWarnings("requires-automatic")
module io.oras.core {
  requires transitive io.oras.api;
  requires transitive io.oras.auth.spi;
  requires jakarta.json;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports io.oras.core;
  exports io.oras.core.document;
  exports io.oras.core.files;
  exports io.oras.core.options;

  uses io.oras.api.spi.ArchiveProvider;
  uses io.oras.api.spi.CompressionProvider;
  uses io.oras.api.spi.ContentStoreProvider;
  uses io.oras.api.spi.HttpTransportProvider;
  uses io.oras.api.spi.RegistryResolverProvider;
  uses io.oras.api.spi.TrustPolicyProvider;
  uses io.oras.auth.spi.CredentialProvider;
  uses jakarta.json.spi.JsonProvider;

  provides io.oras.api.spi.ContentStoreProvider with
      io.oras.core.store.files.FilesStoreProvider,
      io.oras.core.store.layout.LayoutArchiveProvider,
      io.oras.core.store.layout.LayoutStoreProvider,
      io.oras.core.store.MemoryStoreProvider;
}
