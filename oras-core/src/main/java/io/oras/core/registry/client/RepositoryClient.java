package io.oras.core.registry.client;

import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.Scope;
import io.oras.core.context.OperationContext;
import io.oras.core.http.RegistryRequest;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests for one repository: knows its URLs, the access that tokens need, and the
 * features that the registry refuses.
 *
 * @param registry that sends the requests
 * @param operation that the requests belong to
 * @param repository its name
 * @param urls of the repository
 * @param access what it is opened for: one that is written is read with the same token
 * @param upload how to send blobs, or null for what the registry's settings say
 */
public record RepositoryClient(
    RegistryClient registry,
    OperationContext operation,
    RepositoryName repository,
    RegistryUrls urls,
    Access access,
    @Nullable UploadMethod upload) {

  public static RepositoryClient about(
      RegistryClient registry,
      OperationContext operation,
      RepositoryName repository,
      Access access) {
    RegistryUrls urls =
        RegistryUrls.of(registry.endpoints().origin(repository.registry()), repository);
    return new RepositoryClient(registry, operation, repository, urls, access, null);
  }

  public RepositoryClient uploading(UploadMethod method) {
    return new RepositoryClient(registry, operation, repository, urls, access, method);
  }

  public RegistrySettings settings() {
    RegistrySettings settings = registry.endpoints().settings(repository.registry());
    return upload == null ? settings : settings.toBuilder().upload(upload).build();
  }

  public boolean refuses(UnsupportedFeature what) {
    return registry.capabilities().refuses(repository.apiHost(), what);
  }

  public void refused(UnsupportedFeature what) {
    registry.capabilities().refused(repository.apiHost(), what);
  }

  public void offered(UnsupportedFeature what) {
    registry.capabilities().offered(repository.apiHost(), what);
  }

  /** A request that changes nothing. */
  public RegistryRequest read(String method, URI url, String doing) {
    return request(method, url, doing, access == Access.READ ? List.of("pull") : PUSH);
  }

  /** A request that adds something. */
  public RegistryRequest write(String method, URI url, String doing) {
    return request(method, url, doing, PUSH);
  }

  /** A request that takes something away; the only kind that asks for that right. */
  public RegistryRequest delete(URI url, String doing) {
    return request("DELETE", url, doing, List.of("delete", "pull"));
  }

  private static final List<String> PUSH = List.of("pull", "push");

  private RegistryRequest request(String method, URI url, String doing, List<String> actions) {
    return RegistryRequest.of(
        operation,
        repository.registry(),
        method,
        url,
        List.of(Scope.repository(repository.apiPath(), actions.toArray(String[]::new))),
        doing);
  }

  /** A request without headers and body, with the right to read another repository as well. */
  public static RegistryRequest alsoPulling(RegistryRequest request, RepositoryName other) {
    List<Scope> scopes = new ArrayList<>(request.scopes());
    scopes.add(Scope.repository(other.apiPath(), "pull"));
    return RegistryRequest.of(
        request.operation(),
        request.registry(),
        request.method(),
        request.uri(),
        scopes,
        request.doing());
  }

  /** As {@link RegistryClient#send}. */
  public TransportResponse send(RegistryRequest request, int... statuses) throws IOException {
    return registry.send(request, statuses);
  }

  /** As {@link RegistryClient#exchange}. */
  public TransportResponse exchange(RegistryRequest request, int... statuses) throws IOException {
    return registry.exchange(request, statuses);
  }
}
