package io.oras.core.context;

import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RepositoryEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Passes the events of one operation to its listener. An exception of the listener is logged and
 * breaks no transfer. Thread safe.
 */
public record EventPublisher(Operation operation, TransferListener listener) {
  private static final Logger LOG = System.getLogger(EventPublisher.class.getName());

  /** Returns whether somebody listens. */
  public boolean isHeard() {
    return !TransferListener.NONE.equals(listener);
  }

  /** Publishes that the operation starts. */
  void operationStarted() {
    publish(new OperationStarted(operation));
  }

  /** Publishes that the operation has ended. */
  void operationFinished(Optional<Throwable> failure, Duration duration) {
    publish(new OperationFinished(operation, failure, duration));
  }

  /** Publishes that a manifest was read. */
  public void manifestRead(Descriptor content) {
    publish(new ManifestRead(operation, content));
  }

  /** Publishes that a transfer starts. */
  public void blobStarted(Descriptor content) {
    publish(new BlobStarted(operation, content));
  }

  /** Publishes how many bytes were transferred so far. */
  public void blobProgressed(Descriptor content, long transferred) {
    publish(new BlobProgressed(operation, content, transferred));
  }

  /** Publishes that content was transferred. */
  public void blobFinished(Descriptor content) {
    publish(new BlobFinished(operation, content));
  }

  /** Publishes that content need not be transferred. */
  public void blobSkipped(Descriptor content, TransferEvent.BlobSkipped.Reason reason) {
    publish(new BlobSkipped(operation, content, reason));
  }

  /** Publishes that a referrer is listed and does not exist. */
  public void referrerMissing(Descriptor content) {
    publish(new ReferrerMissing(operation, content));
  }

  /** Publishes that a signature satisfies the trust policy. */
  public void trustEstablished(Descriptor content, String verifier, String signer) {
    publish(new TrustEstablished(operation, content, verifier, signer));
  }

  /** Publishes that a signature does not count. */
  public void signatureRefused(Descriptor content, String reason) {
    publish(new SignatureRefused(operation, content, reason));
  }

  /** Publishes that a request will be sent again. */
  public void retrying(String request, int attempt, String cause, Duration delay) {
    publish(new Retrying(operation, request, attempt, cause, delay));
  }

  /** Publishes a warning. */
  public void warning(String registry, String text) {
    publish(new WarningReceived(operation, registry, text));
  }

  /** Publishes a rate limit. */
  public void rateLimit(String registry, String limit, String remaining) {
    publish(new RateLimitSeen(operation, registry, limit, remaining));
  }

  /** Publishes what a short name stands for. */
  public void shortNameResolved(String shortName, RepositoryName repository) {
    publish(new ShortNameResolved(operation, shortName, repository));
  }

  /** Publishes that an endpoint failed. */
  public void endpointFailed(RepositoryName repository, RepositoryEndpoint endpoint, String cause) {
    publish(new EndpointFailed(operation, repository, endpoint, cause));
  }

  /** Publishes that an endpoint answered. */
  public void endpointChosen(RepositoryName repository, RepositoryEndpoint endpoint) {
    publish(new EndpointChosen(operation, repository, endpoint));
  }

  /** Passes an event of this operation to the listener. */
  @SuppressWarnings("CatchingUnchecked")
  public void publish(TransferEvent event) {
    try {
      listener.on(event);
    } catch (Exception e) {
      LOG.log(Level.WARNING, "a transfer listener failed", e);
    }
  }

  private record OperationStarted(Operation operation) implements TransferEvent.OperationStarted {}

  private record OperationFinished(
      Operation operation, Optional<Throwable> failure, Duration duration)
      implements TransferEvent.OperationFinished {}

  private record ManifestRead(Operation operation, Descriptor content)
      implements TransferEvent.ManifestRead {}

  private record BlobStarted(Operation operation, Descriptor content)
      implements TransferEvent.BlobStarted {}

  private record BlobProgressed(Operation operation, Descriptor content, long transferred)
      implements TransferEvent.BlobProgressed {}

  private record BlobFinished(Operation operation, Descriptor content)
      implements TransferEvent.BlobFinished {}

  private record BlobSkipped(
      Operation operation, Descriptor content, TransferEvent.BlobSkipped.Reason reason)
      implements TransferEvent.BlobSkipped {}

  private record ReferrerMissing(Operation operation, Descriptor content)
      implements TransferEvent.ReferrerMissing {}

  private record TrustEstablished(
      Operation operation, Descriptor content, String verifier, String signer)
      implements TransferEvent.TrustEstablished {}

  private record SignatureRefused(Operation operation, Descriptor content, String reason)
      implements TransferEvent.SignatureRefused {}

  private record Retrying(
      Operation operation, String request, int attempt, String cause, Duration delay)
      implements TransferEvent.Retrying {}

  private record WarningReceived(Operation operation, String registry, String text)
      implements TransferEvent.WarningReceived {}

  private record RateLimitSeen(Operation operation, String registry, String limit, String remaining)
      implements TransferEvent.RateLimitSeen {}

  private record ShortNameResolved(Operation operation, String shortName, RepositoryName repository)
      implements TransferEvent.ShortNameResolved {}

  private record EndpointFailed(
      Operation operation, RepositoryName repository, RepositoryEndpoint endpoint, String cause)
      implements TransferEvent.EndpointFailed {}

  private record EndpointChosen(
      Operation operation, RepositoryName repository, RepositoryEndpoint endpoint)
      implements TransferEvent.EndpointChosen {}

  /**
   * A request that has ended; see {@link TransferEvent.RequestFinished} for its components.
   *
   * @param operation that sent the request
   * @param method such as {@code GET}
   * @param registry as in references
   * @param host with port
   * @param path without query
   * @param status of the response, if there was one
   * @param bytesSent of the body
   * @param bytesReceived of the body
   * @param duration without waiting
   * @param waited for a permit and for pauses
   * @param attempt from 1
   * @param failure without secrets
   */
  public record RequestFinished(
      Operation operation,
      String method,
      String registry,
      String host,
      String path,
      OptionalInt status,
      long bytesSent,
      long bytesReceived,
      Duration duration,
      Duration waited,
      int attempt,
      Optional<String> failure)
      implements TransferEvent.RequestFinished {}
}
