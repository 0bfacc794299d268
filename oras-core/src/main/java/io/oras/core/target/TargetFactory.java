package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.store.MemoryStore;
import io.oras.core.target.TargetOpener.GivenTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes openers of targets from names, and closes the stores that they hold open. Thread safe. */
public final class TargetFactory {
  private static final Set<String> OPENED_EACH_TIME = Set.of("oci-layout", "files", "memory");

  private final ClientContext client;
  private final RegistryRoutes registries;
  private final Set<HeldStore> open = ConcurrentHashMap.newKeySet();

  /**
   * Opens stores by their scheme.
   *
   * @param registries opens the repositories of registries
   */
  public TargetFactory(ClientContext client, RegistryRoutes registries) {
    this.client = client;
    this.registries = registries;
  }

  /** Returns the opener of the place that the name names; tag and digest do not matter. */
  public TargetOpener of(ArtifactName name) {
    return name instanceof Reference reference
        ? of(reference.repository())
        : of(((StoreReference) name).store());
  }

  /** Returns the opener of the repository of a registry. */
  public TargetOpener of(RepositoryName name) {
    return new RegistryRepository(name, registries);
  }

  /** Returns the opener of the repository that a name without a registry stands for. */
  public TargetOpener ofShortName(String name) {
    return new ShortNameRepository(name, registries);
  }

  /** Returns the opener of the store with this URI. */
  public TargetOpener of(URI store) {
    return OPENED_EACH_TIME.contains(scheme(store))
        ? new Store(store, access -> open(store, access))
        : new HeldStore(store, access -> open(store, access), open);
  }

  /** Returns the opener of a new, empty store in memory. */
  public TargetOpener memory() {
    return new GivenTarget(new MemoryStore(client.storeContext(Access.WRITE)));
  }

  /** Closes the stores that are held open; the first failure is thrown when all are closed. */
  public void close() throws IOException {
    IOException failure = null;
    for (HeldStore store : open) {
      try {
        store.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private ReadOnlyTarget open(URI store, Access access) throws IOException {
    return client.providers().store(scheme(store)).open(store, client.storeContext(access));
  }

  private static String scheme(URI store) {
    return store.getScheme().toLowerCase(Locale.ROOT);
  }

  /** A repository of a registry, opened for each operation; opening it sends no request. */
  private record RegistryRepository(RepositoryName name, RegistryRoutes registries)
      implements TargetOpener {
    @Override
    public ReadOnlyTarget open(Access access, OperationContext operation) throws IOException {
      return registries.open(name, access, operation);
    }

    @Override
    public Optional<RepositoryName> repositoryName() {
      return Optional.of(name);
    }

    @Override
    public Optional<ArtifactName> place() {
      return Optional.of(Reference.parse(name.toString()));
    }

    @Override
    public String toString() {
      return name.toString();
    }
  }

  /** A repository without a registry in its name, which a configuration completes at each read. */
  private record ShortNameRepository(String name, RegistryRoutes registries)
      implements TargetOpener {
    @Override
    public ReadOnlyTarget open(Access access, OperationContext operation) throws IOException {
      if (access == Access.WRITE) {
        throw RegistryRoutes.onlyRead(name);
      }
      return registries.openShortName(name, operation);
    }

    @Override
    public Optional<String> shortName() {
      return Optional.of(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
