package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.UnsupportedException;
import io.oras.core.context.OperationContext;
import java.io.IOException;

/**
 * A target that somebody else opened and will close.
 *
 * @param target which every operation uses as it is
 */
public record GivenTarget(ReadOnlyTarget target) implements TargetOpener {
  @Override
  public <T> T read(OperationContext operation, Work<ReadOnlyTarget, T> work) throws IOException {
    return work.run(target);
  }

  @Override
  public <T> T write(OperationContext operation, Work<Target, T> work) throws IOException {
    return work.run(writable(target));
  }

  static Target writable(ReadOnlyTarget target) throws UnsupportedException {
    if (target instanceof Target writable) {
      return writable;
    }
    throw new UnsupportedException(target + " can be read, but not written: it is no Target");
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
