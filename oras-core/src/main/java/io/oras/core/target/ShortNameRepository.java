package io.oras.core.target;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.UnsupportedException;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import java.io.IOException;
import java.util.Optional;

/** A repository without a registry in its name, which a configuration completes at each read. */
record ShortNameRepository(String name, TargetFactory.Repositories registries)
    implements TargetOpener {
  @Override
  public <T> T read(OperationContext operation, IoFunction<ReadOnlyTarget, T> work)
      throws IOException {
    try (ReadOnlyTarget target = registries.openShortName(name, operation)) {
      return work.apply(target);
    }
  }

  @Override
  public <T> T write(OperationContext operation, IoFunction<Target, T> work) throws IOException {
    throw new UnsupportedException(
        "the short name '%s' can only be read; use the full name".formatted(name));
  }

  @Override
  public Optional<String> shortName() {
    return Optional.of(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
