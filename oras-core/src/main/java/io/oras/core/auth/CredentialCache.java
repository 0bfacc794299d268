package io.oras.core.auth;

import io.oras.api.reference.RegistryNames;
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
 * Asks the providers in order, once for each registry, repository and action: an answer may cost a
 * process. Thread safe.
 */
public final class CredentialCache {
  private final List<CredentialProvider> providers;
  private final ConcurrentHashMap<CredentialRequest, Credential> known = new ConcurrentHashMap<>();
  private final SingleFlight<CredentialRequest, Credential> flights = new SingleFlight<>();

  /** From these providers, in their order. */
  public CredentialCache(List<CredentialProvider> providers) {
    this.providers = List.copyOf(providers);
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
    CredentialRequest who = request.who();
    Credential found = known.get(who);
    return found != null ? found : flights.join(who, () -> ask(who, request.operation()));
  }

  /** Forgets a credential that was not taken, so that a provider may give a newer one. */
  void forget(CredentialRequest request) {
    known.remove(request);
  }

  private Credential ask(CredentialRequest request, OperationContext operation) throws IOException {
    for (CredentialProvider provider : providers) {
      operation.requireRunning();
      CredentialRequest limited = operation.remaining().map(request::withTimeout).orElse(request);
      Optional<Credential> found = provider.find(limited);
      if (found.isPresent()) {
        known.put(request, found.get());
        return found.get();
      }
    }
    known.put(request, Credential.ANONYMOUS);
    return Credential.ANONYMOUS;
  }
}
