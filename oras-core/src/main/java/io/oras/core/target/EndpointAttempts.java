package io.oras.core.target;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.error.UnsupportedException;
import io.oras.core.concurrent.Interruption;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.target.MirroredRepository.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries endpoints in order, until one does not fail. For one thread. */
final class EndpointAttempts {

  private final String what;
  private final List<Candidate> order;
  private final @Nullable String blocked;
  private final IoFunction<Candidate, ReadableRepository> repositories;
  private final FailedEndpoints failed;
  private final OperationContext operation;
  private final List<IOException> failures = new ArrayList<>();
  private int position;

  /**
   * Creates attempts of which none was made.
   *
   * @param what is read, for messages
   * @param blocked the name whose registry is blocked, so that there are only mirrors; else null
   */
  EndpointAttempts(
      String what,
      List<Candidate> order,
      @Nullable String blocked,
      IoFunction<Candidate, ReadableRepository> repositories,
      FailedEndpoints failed,
      OperationContext operation) {
    this.what = what;
    this.order = order;
    this.blocked = blocked;
    this.repositories = repositories;
    this.failed = failed;
    this.operation = operation;
  }

  Candidate current() {
    return order.get(position);
  }

  /** Returns what the first endpoint returns that does not fail. */
  <T> T run(IoFunction<ReadableRepository, T> use) throws IOException {
    while (true) {
      operation.requireRunning();
      try {
        return use.apply(repositories.apply(current()));
      } catch (IOException e) {
        next(e);
      }
    }
  }

  /** Goes on to the next endpoint; throws the failure if it is not that of an endpoint. */
  void next(IOException failure) throws IOException {
    operation.requireRunning();
    Interruption.throwIfHappened(failure);
    if (!isOfEndpoint(failure)) {
      throw failure;
    }
    Candidate here = current();
    blame(here, failure);
    if (position + 1 == order.size()) {
      throw explained((OrasException) failure);
    }
    operation
        .events()
        .endpointFailed(here.name(), here.endpoint(), ((OrasException) failure).problem());
    failures.add(failure);
    position++;
  }

  /** Remembers that a mirror failed, unless it only lacks content. */
  void blame(Candidate candidate, IOException failure) {
    if (candidate.isMirror()
        && !(failure instanceof NotFoundException || failure instanceof UnsupportedException)) {
      failed.add(candidate.endpoint().repository(), failure);
    }
  }

  /** Returns the failure of the last endpoint with those of the others. */
  private OrasException explained(OrasException last) {
    if (failures.isEmpty() && blocked == null) {
      return last;
    }
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < failures.size(); i++) {
      reasons.add(
          order.get(i).endpoint().repository()
              + ": "
              + ((OrasException) failures.get(i)).problem());
    }
    if (blocked != null) {
      reasons.add(blocked + ": blocked");
    }
    OrasException explained =
        last.with(
            ErrorContext.doing(
                "reading %s; other endpoints failed: %s"
                    .formatted(what, String.join(", ", reasons))));
    failures.forEach(explained::addSuppressed);
    return explained;
  }

  /** Returns whether a failure is that of an endpoint, so that another one may do better. */
  private static boolean isOfEndpoint(IOException failure) {
    return failure instanceof RegistryException
        || failure instanceof TransportException
        || failure instanceof NotFoundException
        || failure instanceof ContentVerificationException
        || failure instanceof InvalidManifestException
        || failure instanceof UnsupportedException;
  }
}
