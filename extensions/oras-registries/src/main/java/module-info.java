/**
 * The configuration of registries in the format of {@code containers-registries.conf(5)}: mirrors,
 * other locations, blocked registries and short names.
 *
 * <p>Exports nothing: its provider is named {@code registries.conf}.
 */
@SuppressWarnings("requires-automatic")
module io.oras.registries {
  requires io.oras.api;
  requires com.electronwill.nightconfig.core;
  requires com.electronwill.nightconfig.toml;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides io.oras.api.spi.RegistryResolverProvider with
      io.oras.registries.RegistriesConfProvider;
}
