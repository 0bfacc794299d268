package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.stream.Handover;
import io.oras.core.target.TargetOpener.GivenTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store that stays open from the first operation until it is closed: an archive, which is written
 * as a whole when it is closed, or a store of a third party. Thread safe.
 */
final class HeldStore implements TargetOpener {
  private final URI uri;
  private final Store.Opening opening;
  private final Set<HeldStore> open;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ReadOnlyTarget reading;
  private @Nullable Target writing;

  /**
   * Creates an opener; nothing is opened yet.
   *
   * @param open the set of stores that are open: this one is in it while it is
   */
  HeldStore(URI uri, Store.Opening opening, Set<HeldStore> open) {
    this.uri = uri;
    this.opening = opening;
    this.open = open;
  }

  @Override
  public <T> T read(OperationContext operation, Work<ReadOnlyTarget, T> work) throws IOException {
    return work.run(reading());
  }

  @Override
  public <T> T readIfExists(
      OperationContext operation, ReadOnlyTarget otherwise, Work<ReadOnlyTarget, T> work)
      throws IOException {
    ReadOnlyTarget target;
    try {
      target = reading();
    } catch (NotFoundException e) {
      target = otherwise;
    }
    return work.run(target);
  }

  private ReadOnlyTarget reading() throws IOException {
    lock.lock();
    try {
      if (writing != null) {
        return writing;
      }
      if (reading == null) {
        reading = opening.open(uri, Access.READ);
        open.add(this);
      }
      return reading;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T write(OperationContext operation, Work<Target, T> work) throws IOException {
    return work.run(writing());
  }

  private Target writing() throws IOException {
    lock.lock();
    try {
      if (writing == null) {
        writing = Handover.of(opening.open(uri, Access.WRITE)).to(GivenTarget::writable);
        open.add(this);
      }
      return writing;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T change(OperationContext operation, Work<Target, T> work) throws IOException {
    reading();
    return write(operation, work);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
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
    } finally {
      lock.unlock();
    }
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
