package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import java.io.IOException;
import java.util.Optional;

/** A repository of a registry, opened for each operation; opening it sends no request. */
record RegistryRepository(RepositoryName name, TargetFactory.Repositories registries)
    implements TargetOpener {
  @Override
  public <T> T read(OperationContext operation, Work<ReadOnlyTarget, T> work) throws IOException {
    try (ReadOnlyTarget target = registries.open(name, Access.READ, operation)) {
      return work.run(target);
    }
  }

  @Override
  public <T> T write(OperationContext operation, Work<Target, T> work) throws IOException {
    try (ReadOnlyTarget target = registries.open(name, Access.WRITE, operation)) {
      return work.run(GivenTarget.writable(target));
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
