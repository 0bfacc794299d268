/**
 * Mirrors, other locations, blocked registries and short names from {@code registries.conf} ({@code
 * containers-registries.conf(5)}).
 *
 * <p>The module exports nothing. Its provider has the name {@code registries.conf}; {@code
 * OrasBuilder.systemRegistriesConf} uses it.
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
