package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.stream.Handover;
import io.oras.core.target.TargetOpener.GivenTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store that stays open from the first operation until it is closed: an archive, which is written
 * as a whole when it is closed, or a store of a third party. Thread safe.
 */
final class HeldStore implements TargetOpener {
  private final URI uri;
  private final IoFunction<Access, ReadOnlyTarget> opening;
  private final Set<HeldStore> open;
  private final Mutex lock = new Mutex();
  private @Nullable ReadOnlyTarget reading;
  private @Nullable Target writing;

  /**
   * Creates an opener; nothing is opened yet.
   *
   * @param open the set of stores that are open: this one is in it while it is
   */
  HeldStore(URI uri, IoFunction<Access, ReadOnlyTarget> opening, Set<HeldStore> open) {
    this.uri = uri;
    this.opening = opening;
    this.open = open;
  }

  @Override
  public <T> T read(OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    return work.apply(reading());
  }

  private ReadOnlyTarget reading() throws IOException {
    return lock.get(
        () -> {
          if (writing != null) {
            return writing;
          }
          if (reading == null) {
            reading = opening.apply(Access.READ);
            open.add(this);
          }
          return reading;
        });
  }

  @Override
  public <T> T write(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    return work.apply(writing());
  }

  private Target writing() throws IOException {
    return lock.get(
        () -> {
          if (writing == null) {
            writing = Handover.of(opening.apply(Access.WRITE)).to(GivenTarget::writable);
            open.add(this);
          }
          return writing;
        });
  }

  @Override
  public <T> T change(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    reading();
    return write(operation, work);
  }

  @Override
  public void close() throws IOException {
    lock.run(
        () -> {
          ReadOnlyTarget read = reading;
          Target written = writing;
          reading = null;
          writing = null;
          open.remove(this);
          try {
            if (read != null) {
              read.close();
            }
          } finally {
            if (written != null) {
              written.close();
            }
          }
        });
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
