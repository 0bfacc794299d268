package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.target.TargetOpener.GivenTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A store that is opened for each operation, so that the operation finds what other programs wrote
 * before it: a layout, a folder of files, named memory.
 */
record Store(URI uri, IoFunction<Access, ReadOnlyTarget> opening) implements TargetOpener {

  @Override
  public <T> T read(OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    try (ReadOnlyTarget target = opening.apply(Access.READ)) {
      return work.apply(target);
    }
  }

  @Override
  public <T> T write(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    try (ReadOnlyTarget target = opening.apply(Access.WRITE)) {
      return work.apply(GivenTarget.writable(target));
    }
  }

  @Override
  public <T> T change(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    // Opening it for reading fails if it does not exist.
    opening.apply(Access.READ).close();
    return write(operation, work);
  }

  @Override
  public Optional<ArtifactName> place() {
    return Optional.of(StoreReference.of(uri));
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
