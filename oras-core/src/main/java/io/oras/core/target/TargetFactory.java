package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
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
  /** Opens repositories of registries. */
  public interface Repositories {
    /** Opens one; no request is made. */
    ReadOnlyTarget open(RepositoryName name, Access access, OperationContext operation)
        throws IOException;

    /** Opens the repository that a short name stands for, for reading; no request is made. */
    ReadOnlyTarget openShortName(String name, OperationContext operation) throws IOException;
  }

  private static final Set<String> OPENED_EACH_TIME = Set.of("oci-layout", "files", "memory");

  private final ClientContext client;
  private final Repositories registries;
  private final Set<HeldStore> open = ConcurrentHashMap.newKeySet();

  /**
   * Opens stores by their scheme.
   *
   * @param registries opens a repository, which makes no request
   */
  public TargetFactory(ClientContext client, Repositories registries) {
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
  record RegistryRepository(RepositoryName name, TargetFactory.Repositories registries)
      implements TargetOpener {
    @Override
    public <T> T read(OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
        throws IOException {
      try (ReadOnlyTarget target = registries.open(name, Access.READ, operation)) {
        return work.apply(target);
      }
    }

    @Override
    public <T> T write(OperationContext operation, IoFunction<Target, T> work) throws IOException {
      try (ReadOnlyTarget target = registries.open(name, Access.WRITE, operation)) {
        return work.apply(GivenTarget.writable(target));
      }
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
}
