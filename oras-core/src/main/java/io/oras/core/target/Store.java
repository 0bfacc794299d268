package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A store that is opened for each operation, so that the operation finds what other programs wrote
 * before it: a layout, a folder of files, named memory. Thread safe.
 */
class Store implements TargetOpener {
  private final URI uri;
  private final IoFunction<Access, ReadOnlyTarget> opening;

  /** Creates an opener; nothing is opened yet. */
  Store(URI uri, IoFunction<Access, ReadOnlyTarget> opening) {
    this.uri = uri;
    this.opening = opening;
  }

  @Override
  public ReadOnlyTarget open(Access access, OperationContext operation) throws IOException {
    return opening.apply(access);
  }

  @Override
  public <T> T change(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    // Opening it for reading fails if it does not exist.
    release(open(Access.READ, operation));
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
