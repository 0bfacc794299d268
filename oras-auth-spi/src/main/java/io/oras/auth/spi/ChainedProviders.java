package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls providers in order until one returns a credential. */
record ChainedProviders(List<CredentialProvider> providers) implements CredentialProvider {
  /**
   * If one of the providers caches, the chain is asked for each request: then the rest caches too.
   */
  ChainedProviders {
    providers =
        providers.stream().anyMatch(CredentialProvider::caches)
            ? providers.stream().map(CachedProvider::caching).toList()
            : List.copyOf(providers);
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    for (CredentialProvider provider : providers) {
      Optional<Credential> found = provider.find(request);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new ChainedProviders(
        providers.stream().map(provider -> provider.withEnvironment(environment)).toList());
  }

  @Override
  public CredentialProvider boundToRegistries() {
    return new ChainedProviders(
        providers.stream().map(CredentialProvider::boundToRegistries).toList());
  }

  @Override
  public boolean caches() {
    return providers.stream().anyMatch(CredentialProvider::caches);
  }

  @Override
  public void refused(CredentialRequest request, Credential credential) {
    providers.forEach(provider -> provider.refused(request, credential));
  }

  @Override
  public String name() {
    return providers.stream()
        .map(CredentialProvider::name)
        .collect(Collectors.joining(", ", "chain(", ")"));
  }

  @Override
  public String toString() {
    return name();
  }
}
