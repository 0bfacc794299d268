package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.UnsupportedException;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.RepositoryEndpoint;
import io.oras.api.spi.RepositoryEndpoint.Role;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.concurrent.Lazy;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.target.MirroredRepository.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens repositories at the endpoints that a resolver gives, once for each operation: reads at all
 * of them in order, everything else at the registry of the name. Thread safe.
 *
 * @param resolvers reads its configuration first; empty if names lead to themselves
 * @param caches opens the cache first; empty for none
 */
public record RegistryRoutes(
    Lazy<Optional<RegistryResolver>> resolvers,
    Connector connector,
    IoFunction<OperationContext, Optional<ContentCache>> caches,
    FailedEndpoints failed) {
  /** Opens a repository at an endpoint. */
  @FunctionalInterface
  public interface Connector {
    /**
     * Opens a repository.
     *
     * @param asked the name that led to the endpoint
     * @throws IOException if an insecure endpoint answers neither with TLS nor without
     */
    RemoteRepository open(
        RepositoryName asked,
        RepositoryEndpoint endpoint,
        Access access,
        OperationContext operation)
        throws IOException;
  }

  /** Opens a repository; no request is made. */
  ReadOnlyTarget open(RepositoryName name, Access access, OperationContext operation)
      throws IOException {
    RegistryResolver resolver = resolver();
    if (access == Access.WRITE) {
      return direct(resolver, name, access, operation);
    }
    if (resolver == null) {
      return cached(direct(null, name, access, operation), operation);
    }
    List<Candidate> candidates =
        resolver.forReading(name).stream().map(each -> new Candidate(name, each)).toList();
    RepositoryEndpoint first = candidates.get(0).endpoint();
    ReadableRepository repository =
        candidates.size() == 1 && first.role() == Role.PRIMARY && first.repository().equals(name)
            ? connector.open(name, first, access, operation)
            : mirrored(name, name.toString(), candidates, operation);
    return cached(repository, operation);
  }

  /** Opens the repository that a short name stands for, for reading; no request is made. */
  ReadOnlyTarget openShortName(String name, OperationContext operation) throws IOException {
    RegistryResolver resolver = resolver();
    if (resolver == null) {
      throw new UnsupportedException("the short name '%s' needs a registries.conf".formatted(name));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Reference reference : resolver.names(name)) {
      RepositoryName full = reference.repository();
      resolver.forReading(full).forEach(each -> candidates.add(new Candidate(full, each)));
    }
    return cached(mirrored(null, name, candidates, operation), operation);
  }

  private MirroredRepository mirrored(
      @Nullable RepositoryName name,
      String shown,
      List<Candidate> candidates,
      OperationContext operation) {
    return new MirroredRepository(
        shown,
        Optional.ofNullable(name),
        candidates,
        new MirroredRepository.Opener() {
          @Override
          public ReadableRepository open(Candidate candidate) throws IOException {
            return connector.open(candidate.name(), candidate.endpoint(), Access.READ, operation);
          }

          @Override
          public ReadableRepository direct() throws IOException {
            if (name == null) {
              throw onlyRead(shown);
            }
            return RegistryRoutes.this.direct(resolver(), name, Access.READ, operation);
          }
        },
        failed,
        operation);
  }

  /** Returns the failure of an operation that a short name does not suffice for. */
  static UnsupportedException onlyRead(String shortName) {
    return new UnsupportedException(
        "the short name '%s' can only be read; use the full name".formatted(shortName));
  }

  private @Nullable RegistryResolver resolver() throws IOException {
    return resolvers.get().orElse(null);
  }

  private RemoteRepository direct(
      @Nullable RegistryResolver resolver,
      RepositoryName name,
      Access access,
      OperationContext operation)
      throws IOException {
    RepositoryEndpoint endpoint =
        resolver == null ? RepositoryEndpoint.of(name) : resolver.forWriting(name);
    return connector.open(name, endpoint, access, operation);
  }

  private ReadOnlyTarget cached(ReadableRepository repository, OperationContext operation)
      throws IOException {
    ContentCache cache = caches.apply(operation).orElse(null);
    return cache == null ? repository : new CachedRepository(repository, cache, operation.events());
  }
}
