package io.oras.core.auth;

import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.AnonymousCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.core.concurrent.SingleFlight;
import io.oras.core.context.OperationContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the providers in order. An answer may cost a process, so it is kept for its registry,
 * repository and action until a registry refuses it; a provider that caches keeps its own. Thread
 * safe.
 */
public final class CredentialCache {
  private final List<Source> sources;

  /** From these providers, in their order. */
  public CredentialCache(List<CredentialProvider> providers) {
    this.sources = providers.stream().map(Source::new).toList();
  }

  /**
   * What to ask the providers for.
   *
   * @param registry as in references; the names of Docker Hub are one
   * @param scopes the first repository among them is the one
   */
  public static CredentialRequest request(String registry, ScopeSet scopes) {
    Optional<Scope> repository =
        scopes.scopes().stream().filter(scope -> scope.type().equals("repository")).findFirst();
    return new CredentialRequest(
        RegistryNames.isDockerHub(registry) ? RegistryNames.DOCKER_HUB : registry,
        repository.map(Scope::name).orElse(null),
        repository.map(scope -> action(scope.actions())).orElse(CredentialRequest.Action.CATALOG));
  }

  private static CredentialRequest.Action action(Set<String> actions) {
    if (actions.contains("delete") || actions.contains("*")) {
      return CredentialRequest.Action.DELETE;
    }
    return actions.contains("push") ? CredentialRequest.Action.PUSH : CredentialRequest.Action.PULL;
  }

  /**
   * The credential, anonymous where no provider knows one.
   *
   * @throws IOException when a provider should know and cannot tell
   */
  Credential find(AuthorizationRequest request) throws IOException {
    for (Source source : sources) {
      Optional<Credential> found = source.find(request.who(), request.operation());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return Credential.ANONYMOUS;
  }

  /** Forgets the answers to this request, so that the providers may give newer ones. */
  void forget(CredentialRequest request) {
    sources.forEach(source -> source.known.remove(request));
  }

  /** Forgets a credential that was refused, here and where a provider keeps it. */
  void refused(CredentialRequest request, Credential credential) {
    forget(request);
    if (!(credential instanceof AnonymousCredential)) {
      sources.forEach(source -> source.provider.refused(request, credential));
    }
  }

  /** A provider with the answers that are kept for it. */
  private static final class Source {
    private final CredentialProvider provider;
    private final ConcurrentHashMap<CredentialRequest, Optional<Credential>> known =
        new ConcurrentHashMap<>();
    private final SingleFlight<CredentialRequest, Optional<Credential>> flights =
        new SingleFlight<>();

    Source(CredentialProvider provider) {
      this.provider = provider;
    }

    Optional<Credential> find(CredentialRequest request, OperationContext operation)
        throws IOException {
      Optional<Credential> found = known.get(request);
      return found != null ? found : flights.join(request, () -> ask(request, operation));
    }

    private Optional<Credential> ask(CredentialRequest request, OperationContext operation)
        throws IOException {
      operation.requireRunning();
      CredentialRequest limited = operation.remaining().map(request::withTimeout).orElse(request);
      Optional<Credential> found = provider.find(limited);
      if (!provider.caches()) {
        known.put(request, found);
      }
      return found;
    }
  }
}
