package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens the target that a repository handle stands for, and lends it to one operation at a time.
 * Thread safe.
 */
public interface TargetOpener {
  /**
   * Opens the target for one operation; for writing, a store that does not exist is created.
   *
   * @throws NotFoundException if the store does not exist, and is to be read
   * @throws UnsupportedException if the target cannot be written, and is to be
   */
  ReadOnlyTarget open(Access access, OperationContext operation) throws IOException;

  /** Ends the use of a target that {@link #open} returned: closes the target by default. */
  default void release(ReadOnlyTarget target) throws IOException {
    target.close();
  }

  /**
   * Lends the target for reading.
   *
   * @throws NotFoundException if the store does not exist
   */
  default <T> T read(OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    return lend(Access.READ, operation, work);
  }

  @SuppressWarnings("try") // The target is released after the work.
  private <T> T lend(Access access, OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    ReadOnlyTarget target = open(access, operation);
    try (Closeable use = () -> release(target)) {
      return work.apply(target);
    }
  }

  /** Lends the target for reading; {@code otherwise}, if the store does not exist. */
  default <T> T readIfExists(
      OperationContext operation, ReadOnlyTarget otherwise, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    AtomicBoolean opened = new AtomicBoolean();
    try {
      return read(
          operation,
          target -> {
            opened.set(true);
            return work.apply(target);
          });
    } catch (NotFoundException e) {
      if (opened.get()) {
        throw e;
      }
      return work.apply(otherwise);
    }
  }

  /**
   * Lends the target for writing; a store that does not exist is created.
   *
   * @throws UnsupportedException if the target cannot be written
   */
  default <T> T write(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    return lend(Access.WRITE, operation, target -> work.apply(writable(target)));
  }

  /** Returns the target for writing. */
  static Target writable(ReadOnlyTarget target) throws IOException {
    return target
        .capability(Target.class)
        .orElseThrow(
            () ->
                new UnsupportedException(
                    target + " can only be read: it does not implement Target"));
  }

  /**
   * Lends the target for a change of what it holds; a store that does not exist is not created.
   *
   * @throws NotFoundException if the store does not exist
   */
  default <T> T change(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    return write(operation, work);
  }

  /** Returns the name of the repository in its registry, if the target is one. */
  default Optional<RepositoryName> repositoryName() {
    return Optional.empty();
  }

  /** Returns the name of the place, without tag and digest, if it can be opened by its name. */
  default Optional<ArtifactName> place() {
    return Optional.empty();
  }

  /** Returns the name without a registry that a configuration completes, if the target has one. */
  default Optional<String> shortName() {
    return Optional.empty();
  }

  /** Closes the target if it is held open; the next operation opens it again. */
  default void close() throws IOException {}

  /**
   * A target that somebody else opened and will close.
   *
   * @param target which every operation uses as it is
   */
  public record GivenTarget(ReadOnlyTarget target) implements TargetOpener {
    @Override
    public ReadOnlyTarget open(Access access, OperationContext operation) {
      return target;
    }

    @Override
    public void release(ReadOnlyTarget used) {
      // The caller closes the target.
    }

    @Override
    public String toString() {
      return target.toString();
    }
  }
}
