package io.oras.core;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.core.context.OperationContext;
import io.oras.core.options.CallOptions;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.runtime.OrasRuntime;
import io.oras.core.target.TargetOpener;
import java.io.IOException;
import java.io.InputStream;

/** One call on a repository: an operation, and the target that is opened for it. */
record RepositoryCall(
    OrasRuntime runtime, TargetOpener opener, CallOptions defaults, OperationContext operation) {
  /** What a call does with the open target. */
  @FunctionalInterface
  interface Use<S extends ReadOnlyTarget, T> {
    T run(OperationContext operation, S target) throws IOException;
  }

  <T> T reading(Use<ReadOnlyTarget, T> use) throws IOException {
    return operation.run(running -> read(use));
  }

  /** The operation ends when the stream is closed. */
  InputStream streaming(Use<ReadOnlyTarget, InputStream> use) throws IOException {
    return operation.open(running -> read(use));
  }

  private <T> T read(Use<ReadOnlyTarget, T> use) throws IOException {
    return opener.read(operation, target -> use.run(operation, guarded(target)));
  }

  <T> T writing(Use<Target, T> use) throws IOException {
    return operation.run(
        running -> opener.write(operation, target -> use.run(operation, uploading(target))));
  }

  /** Fails if the target does not exist. */
  <T> T changing(Use<Target, T> use) throws IOException {
    return operation.run(
        running -> opener.change(operation, target -> use.run(operation, uploading(target))));
  }

  /** Returns the source of the call, to which the trust policy applies. */
  ReadOnlyTarget guarded(ReadOnlyTarget target) throws IOException {
    return runtime
        .trust()
        .guard(target, opener, runtime.client(), operation, defaults.uncheckedContent());
  }

  private Target uploading(Target target) throws IOException {
    return RemoteRepository.uploading(target, defaults.upload().orElse(null));
  }
}
