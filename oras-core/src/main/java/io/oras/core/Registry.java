package io.oras.core;

import io.oras.api.event.TransferListener;
import io.oras.api.reference.RegistryNames;
import io.oras.api.reference.RepositoryName;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialStore;
import io.oras.core.context.OperationContext;
import io.oras.core.options.CallOptions;
import io.oras.core.options.ListOptions;
import io.oras.core.runtime.OrasRuntime;
import io.oras.core.usecase.ListTags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A registry as a whole: {@link Oras#registry}. Thread safe; there is nothing to close. */
public final class Registry {
  private final OrasRuntime runtime;
  private final String name;
  private final CallOptions defaults;

  Registry(OrasRuntime runtime, String name, CallOptions defaults) {
    this.runtime = runtime;
    this.name = RegistryNames.require(name);
    this.defaults = defaults;
  }

  /** Returns the name, {@code host[:port]}, as in references. */
  public String name() {
    return name;
  }

  /** Returns where the registry answers. */
  public Origin origin() {
    return runtime.origin(name);
  }

  /** Returns a handle of the same registry whose calls have these settings. */
  public Registry with(Consumer<CallOptions.Builder> settings) {
    return new Registry(
        runtime, name, Repository.configured(defaults.toBuilder(), settings).build());
  }

  /**
   * Returns a repository of this registry.
   *
   * @param path such as {@code team/app}
   */
  public Repository repository(String path) {
    return new Repository(runtime, runtime.targets().of(new RepositoryName(name, path)), defaults);
  }

  /** Returns the URLs of a repository of this registry. */
  public RegistryUrls urls(String path) {
    return RegistryUrls.of(origin(), new RepositoryName(name, path));
  }

  /**
   * Checks that the registry answers and grants access (distribution-spec v1.1.1, "Determining
   * Support").
   *
   * @throws io.oras.api.error.AuthenticationException if the registry requires other credentials
   * @throws io.oras.api.error.NotFoundException if the server is not a registry
   */
  public void ping() throws IOException {
    call("registry.ping")
        .run(
            operation -> {
              runtime.registry(name, operation).ping();
              return true;
            });
  }

  /** Returns all repositories: see {@link #repositories(ListOptions)}. */
  public List<String> repositories() throws IOException {
    return repositories(ListOptions.defaults());
  }

  /** Returns the repositories that these options choose: see {@link #repositories(ListOptions)}. */
  public List<String> repositories(Consumer<ListOptions.Builder> options) throws IOException {
    return repositories(Repository.configured(ListOptions.builder(), options).build());
  }

  /**
   * Returns the repositories in the registry's order. Not every registry lists repositories, and
   * few list all.
   *
   * @throws io.oras.api.error.UnsupportedException if the registry has no catalogue
   */
  public List<String> repositories(ListOptions options) throws IOException {
    return call("registry.repositories", options.timeout(), options.listener())
        .run(operation -> ListTags.repositories(runtime.registry(name, operation), options));
  }

  private OperationContext call(String verb) {
    return call(verb, Optional.empty(), TransferListener.NONE);
  }

  private OperationContext call(
      String verb, Optional<Duration> timeout, TransferListener listener) {
    return runtime.operation(verb, name, defaults, timeout, listener);
  }

  /**
   * Logs in: asks the registry whether it accepts the credential, then keeps the credential in the
   * store. The request uses only this credential. If the registry refuses the credential, the store
   * is not changed.
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
    call("registry.login")
        .run(
            operation -> {
              runtime.registry(name, operation, only).ping();
              store.store(name, credential);
              return true;
            });
  }

  /**
   * Logs out: removes the credential of the registry from the store. Sends no request.
   *
   * @return whether the store had a credential
   * @throws io.oras.api.error.CredentialException if the store cannot be changed
   */
  public boolean logout(CredentialStore store) throws IOException {
    return store.erase(name);
  }

  /**
   * Sends your own request with retry, authentication, redirects and limits, for requests that this
   * library has no method for. The request is repeated after a failure unless it is a POST or
   * PATCH. A request to another origin than that of the registry contains no credentials.
   *
   * @param scopes what a token must allow, the most important first, such as {@code
   *     repository:hello:pull,push}
   * @return the response with any status, which the caller closes
   * @throws IOException when no answer came, or a limit or a rule was broken on the way
   */
  public TransportResponse send(TransportRequest request, String... scopes) throws IOException {
    return call("registry.send")
        .send(operation -> runtime.registry(name, operation).send(request, scopes));
  }

  @Override
  public String toString() {
    return name;
  }
}
