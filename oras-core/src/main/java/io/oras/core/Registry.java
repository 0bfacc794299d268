package io.oras.core;

import io.oras.api.reference.RegistryNames;
import io.oras.api.reference.RepositoryName;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialStore;
import io.oras.core.auth.ScopeSet;
import io.oras.core.context.OperationContext;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.RemoteRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A registry as a whole: {@link Oras#registry}. Thread safe; there is nothing to close. */
public final class Registry {
  /** RFC 9110 section 9.2.2. */
  private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "PUT", "DELETE");

  private final Engine engine;
  private final String name;

  Registry(Engine engine, String name) {
    this.engine = engine;
    this.name = RegistryNames.require(name);
  }

  /** {@code host[:port]}, as in references. */
  public String name() {
    return name;
  }

  /** Where it answers. */
  public Origin origin() {
    return engine.endpoints().origin(name);
  }

  /** The URLs of one of its repositories. */
  public RegistryUrls urls(String repository) {
    return RegistryUrls.of(origin(), new RepositoryName(name, repository));
  }

  /**
   * Asks whether the registry is there and lets us in (distribution-spec v1.1.1, "Determining
   * Support").
   *
   * @throws io.oras.api.error.AuthenticationException when it wants other credentials
   * @throws io.oras.api.error.NotFoundException when what is there is no registry
   */
  public void ping() throws IOException {
    engine.run(
        "registry.ping",
        name,
        operation -> {
          remote(operation).ping();
          return true;
        });
  }

  /**
   * The repositories in the registry's order, read page by page; not all registries tell them, and
   * few tell all. A failure after the first page is an {@link java.io.UncheckedIOException}.
   *
   * @param last after which to begin, or null
   * @throws io.oras.api.error.UnsupportedException when the registry has no catalogue
   */
  public Stream<String> repositories(@Nullable String last) throws IOException {
    return engine.run(
        "registry.repositories", name, operation -> remote(operation).repositories(last));
  }

  /**
   * Logs in: asks the registry whether it accepts the credential, then keeps the credential in the
   * store. The request uses this credential alone, whatever else the client knows. Nothing is kept
   * if the registry refuses.
   *
   * <pre>{@code
   * oras.registry("ghcr.io").login(Credential.basic("me", "secret"), CredentialStores.open());
   * }</pre>
   *
   * @throws io.oras.api.error.AuthenticationException if the registry refuses the credential
   * @throws io.oras.api.error.CredentialException if the store cannot keep the credential
   */
  public void login(Credential credential, CredentialStore store) throws IOException {
    CredentialProvider only = CredentialProviders.of(name, credential);
    engine.run(
        "registry.login",
        name,
        operation -> {
          new RemoteRegistry(engine.registriesWith(only), operation, name).ping();
          store.store(name, credential);
          return true;
        });
  }

  /**
   * Logs out: removes the registry's credential from the store. The registry is not asked.
   *
   * @return whether the store had a credential
   * @throws io.oras.api.error.CredentialException if the store cannot be changed
   */
  public boolean logout(CredentialStore store) throws IOException {
    return store.erase(name);
  }

  private RemoteRegistry remote(OperationContext operation) throws IOException {
    return new RemoteRegistry(engine.registries(), operation, name);
  }

  /**
   * Sends a request of your own, through retry, authentication, redirects and limits: for what this
   * library has no method for. It is repeated after a failure unless it is a POST or PATCH. To
   * another origin than the registry's it goes without credentials.
   *
   * @param scopes what a token must allow, the most important first, such as {@code
   *     repository:hello:pull,push}
   * @return whatever the status is; the caller closes it
   * @throws IOException when no answer came, or a limit or a rule was broken on the way
   */
  public TransportResponse send(TransportRequest request, String... scopes) throws IOException {
    ScopeSet asked = ScopeSet.of(List.of()).with(String.join(" ", scopes));
    return engine
        .operation("registry.send", name)
        .send(
            operation -> {
              RegistryRequest raw =
                  RegistryRequest.of(
                          operation,
                          name,
                          request.method(),
                          request.uri(),
                          List.copyOf(asked.scopes()),
                          "sending a request to " + name)
                      .withHeaders(request.headers())
                      .withBody(request.body())
                      .withTimeout(request.timeout());
              return engine
                  .registries()
                  .http()
                  .send(SAFE_TO_REPEAT.contains(request.method()) ? raw : raw.withoutRetry());
            });
  }

  @Override
  public String toString() {
    return name;
  }
}
