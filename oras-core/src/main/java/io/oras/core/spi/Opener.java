package io.oras.core.spi;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.options.Limits;
import io.oras.core.store.MemoryStore;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** From the name of a target to the target. */
public final class Opener {
  /** Opens repositories of registries. */
  @FunctionalInterface
  public interface Repositories {
    /** Opens one; no request is made. */
    ReadOnlyTarget open(RepositoryName name, Access access, OperationContext operation)
        throws IOException;
  }

  private final Providers providers;
  private final ManifestCodec codec;
  private final Limits limits;
  private final Environment environment;
  private final Repositories registries;

  /**
   * Opens stores by their scheme.
   *
   * @param registries opens a repository, which makes no request
   */
  public Opener(
      Providers providers,
      ManifestCodec codec,
      Limits limits,
      Environment environment,
      Repositories registries) {
    this.providers = providers;
    this.codec = codec;
    this.limits = limits;
    this.environment = environment;
    this.registries = registries;
  }

  /** Opens a target to read from, for an operation; the caller closes it. */
  public ReadOnlyTarget forReading(ArtifactName name, OperationContext operation)
      throws IOException {
    return open(name, Access.READ, operation);
  }

  /** As {@link #forReading}; a store that is not there is an empty one. */
  public ReadOnlyTarget forReadingIfThere(ArtifactName name, OperationContext operation)
      throws IOException {
    try {
      return forReading(name, operation);
    } catch (NotFoundException e) {
      return new MemoryStore(
          new CoreStoreContext(providers, codec, limits, Access.READ, environment));
    }
  }

  /** Opens a target to write to; the caller closes it. */
  public Target forWriting(ArtifactName name, OperationContext operation) throws IOException {
    ReadOnlyTarget target = open(name, Access.WRITE, operation);
    if (target instanceof Target writable) {
      return writable;
    }
    target.close();
    throw new UnsupportedException(name + " can be read, not written");
  }

  private ReadOnlyTarget open(ArtifactName name, Access access, OperationContext operation)
      throws IOException {
    if (name instanceof Reference reference) {
      return registries.open(reference.repository(), access, operation);
    }
    URI store = ((StoreReference) name).store();
    return providers
        .store(store.getScheme().toLowerCase(Locale.ROOT))
        .open(store, new CoreStoreContext(providers, codec, limits, access, environment));
  }
}
