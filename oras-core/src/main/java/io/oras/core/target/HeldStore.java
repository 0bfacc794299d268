package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store that stays open from the first operation until it is closed: an archive, which is written
 * as a whole when it is closed, or a store of a third party. Thread safe.
 */
final class HeldStore extends Store {
  private final Set<HeldStore> held;
  private final Mutex lock = new Mutex();
  private @Nullable ReadOnlyTarget reading;
  private @Nullable ReadOnlyTarget writing;

  /**
   * Creates an opener; nothing is opened yet.
   *
   * @param held the set of stores that are open: this one is in it while it is
   */
  HeldStore(URI uri, IoFunction<Access, ReadOnlyTarget> opening, Set<HeldStore> held) {
    super(uri, opening);
    this.held = held;
  }

  @Override
  public ReadOnlyTarget open(Access access, OperationContext operation) throws IOException {
    return lock.get(
        () -> {
          if (writing != null) {
            return writing;
          }
          if (access == Access.WRITE) {
            writing = Handover.of(super.open(access, operation)).to(TargetOpener::writable);
            held.add(this);
            return writing;
          }
          if (reading == null) {
            reading = super.open(access, operation);
            held.add(this);
          }
          return reading;
        });
  }

  @Override
  public void release(ReadOnlyTarget target) {
    // The target stays open for the next operation.
  }

  @Override
  public void close() throws IOException {
    lock.run(
        () -> {
          ReadOnlyTarget read = reading;
          ReadOnlyTarget written = writing;
          reading = null;
          writing = null;
          held.remove(this);
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
}
