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
  private final List<Failure> failures;
  private int position;

  /** Why an endpoint was left. */
  record Failure(Candidate candidate, OrasException reason) {}

  /**
   * Creates attempts of which none was made.
   *
   * @param what is read, for messages
   * @param earlier failures of endpoints that are not in {@code order}
   * @param blocked the name whose registry is blocked, so that there are only mirrors; else null
   */
  EndpointAttempts(
      String what,
      List<Candidate> order,
      List<Failure> earlier,
      @Nullable String blocked,
      IoFunction<Candidate, ReadableRepository> repositories,
      FailedEndpoints failed,
      OperationContext operation) {
    this.what = what;
    this.order = order;
    this.failures = new ArrayList<>(earlier);
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
    OrasException reason = (OrasException) failure;
    if (position + 1 == order.size()) {
      blame(here, reason);
      throw explained(reason);
    }
    failures.add(left(here, reason));
    position++;
  }

  /** Publishes that an endpoint is left for another one, and remembers it. */
  Failure left(Candidate candidate, OrasException reason) {
    blame(candidate, reason);
    operation.events().endpointFailed(candidate.name(), candidate.endpoint(), reason.problem());
    return new Failure(candidate, reason);
  }

  /** Remembers that a mirror failed, unless it only lacks content. */
  void blame(Candidate candidate, OrasException failure) {
    if (candidate.isMirror()
        && !(failure instanceof NotFoundException || failure instanceof UnsupportedException)) {
      failed.add(candidate.endpoint().repository(), failure);
    }
  }

  /** Returns the failure of the last endpoint with those of the others. */
  OrasException explained(OrasException last) {
    if (failures.isEmpty() && blocked == null) {
      return last;
    }
    List<String> reasons = new ArrayList<>();
    failures.forEach(
        each ->
            reasons.add(each.candidate().endpoint().repository() + ": " + each.reason().problem()));
    if (blocked != null) {
      reasons.add(blocked + ": blocked");
    }
    OrasException explained =
        last.with(
            ErrorContext.doing(
                "reading %s; other endpoints failed: %s"
                    .formatted(what, String.join(", ", reasons))));
    failures.forEach(each -> explained.addSuppressed(each.reason()));
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
