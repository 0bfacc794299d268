package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.target.TargetOpener.GivenTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A store that is opened for each operation, so that the operation finds what other programs wrote
 * before it: a layout, a folder of files, named memory.
 */
record Store(URI uri, Opening opening) implements TargetOpener {
  /** Opens the store of a URI. */
  @FunctionalInterface
  interface Opening {
    ReadOnlyTarget open(URI uri, Access access) throws IOException;
  }

  @Override
  public <T> T read(OperationContext operation, Work<ReadOnlyTarget, T> work) throws IOException {
    try (ReadOnlyTarget target = opening.open(uri, Access.READ)) {
      return work.run(target);
    }
  }

  @Override
  public <T> T readIfExists(
      OperationContext operation, ReadOnlyTarget otherwise, Work<ReadOnlyTarget, T> work)
      throws IOException {
    try (ReadOnlyTarget target = openOr(otherwise)) {
      return work.run(target);
    }
  }

  private ReadOnlyTarget openOr(ReadOnlyTarget otherwise) throws IOException {
    try {
      return opening.open(uri, Access.READ);
    } catch (NotFoundException e) {
      return otherwise;
    }
  }

  @Override
  public <T> T write(OperationContext operation, Work<Target, T> work) throws IOException {
    try (ReadOnlyTarget target = opening.open(uri, Access.WRITE)) {
      return work.run(GivenTarget.writable(target));
    }
  }

  @Override
  public <T> T change(OperationContext operation, Work<Target, T> work) throws IOException {
    // Opening it for reading fails if it does not exist.
    opening.open(uri, Access.READ).close();
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
