package io.oras.core.registry;

import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.reference.RegistryNames;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.Scope;
import io.oras.core.auth.ScopeSet;
import io.oras.core.context.OperationContext;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.PagedList;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.endpoint.TagEndpoint;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A registry as a whole. Thread safe. */
public final class RemoteRegistry {
  /** RFC 9110 section 9.2.2. */
  private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "PUT", "DELETE");

  private final RegistryClient context;
  private final OperationContext operation;
  private final String registry;

  /**
   * Names a registry; nothing is sent yet.
   *
   * @throws io.oras.api.error.InvalidReferenceException when it is not {@code host[:port]}
   */
  public RemoteRegistry(RegistryClient context, OperationContext operation, String registry) {
    this.context = context;
    this.operation = operation;
    this.registry = RegistryNames.require(registry);
  }

  /**
   * Asks whether a registry is there and lets us in (distribution-spec v1.1.1, "Determining
   * Support").
   *
   * @throws io.oras.api.error.AuthenticationException when it wants other credentials
   * @throws NotFoundException when what is there is no registry
   */
  public void ping() throws IOException {
    context.exchange(
        RegistryRequest.of(
            operation, registry, "GET", url(""), List.of(), "looking for a registry"),
        200);
  }

  /**
   * The repositories in the registry's order. Not all registries tell them, and few tell all. The
   * first page is read at once, the others while the stream is consumed.
   *
   * @param last after which to begin, or null
   * @param pageSize at least 1, or 0 to leave it to the registry
   * @throws UnsupportedException when the registry has no catalogue
   */
  public Stream<String> repositories(@Nullable String last, int pageSize) throws IOException {
    URI url = TagEndpoint.page(url("_catalog"), last, pageSize);
    RegistryRequest request =
        RegistryRequest.of(
            operation,
            registry,
            "GET",
            url,
            List.of(new Scope("registry", "catalog", Set.of("*"))),
            "listing repositories of " + registry);
    try {
      return PagedList.from(
          context,
          request,
          context.send(request, 200),
          (body, answer) -> PagedList.Page.of(TagEndpoint.strings(body, "repositories")));
    } catch (NotFoundException e) {
      // Only a reserved extension: a registry need not have it.
      throw e.response()
          .map(said -> new UnsupportedException(said, "this registry lists no repositories"))
          .orElseThrow(() -> e);
    }
  }

  /**
   * Sends a caller's request. It is repeated after a failure unless it is a POST or PATCH.
   *
   * @param scopes of the token, the most important first
   * @return the response, whatever its status; the caller closes it
   */
  public TransportResponse send(TransportRequest request, String... scopes) throws IOException {
    RegistryRequest sent =
        RegistryRequest.of(
                operation,
                registry,
                request.method(),
                request.uri(),
                List.copyOf(ScopeSet.of(List.of()).with(String.join(" ", scopes)).scopes()),
                "sending a request to " + registry)
            .withHeaders(request.headers())
            .withBody(request.body())
            .withTimeout(request.timeout());
    return context
        .http()
        .send(SAFE_TO_REPEAT.contains(request.method()) ? sent : sent.withoutRetry());
  }

  private URI url(String path) {
    return context.endpoints().url(registry, "/v2/" + path);
  }
}
