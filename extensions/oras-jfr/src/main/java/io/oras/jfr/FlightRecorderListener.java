package io.oras.jfr;

import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.OperationFinished;
import io.oras.api.event.TransferEvent.RequestFinished;
import io.oras.api.event.TransferEvent.Retrying;
import io.oras.api.event.TransferListener;
import java.time.Duration;

/**
 * Records an event of JDK Flight Recorder for each operation, each HTTP request and each retry:
 * {@code io.oras.Operation}, {@code io.oras.Request} and {@code io.oras.Retry}. Without a recording
 * that has the event enabled, nothing is recorded. No event holds a secret. Thread safe.
 *
 * <pre>{@code
 * TransferListener recorder = new FlightRecorderListener();
 * }</pre>
 */
public final class FlightRecorderListener implements TransferListener {
  /** Creates a listener. */
  public FlightRecorderListener() {}

  @Override
  public void on(TransferEvent event) {
    if (event instanceof RequestFinished request) {
      record(request);
    } else if (event instanceof OperationFinished finished) {
      record(finished);
    } else if (event instanceof Retrying retry) {
      record(retry);
    }
  }

  private static void record(OperationFinished finished) {
    OperationEvent event = new OperationEvent();
    if (event.shouldCommit()) {
      identify(event, finished.operation());
      event.name = finished.operation().name();
      event.target = finished.operation().target();
      event.outcome =
          finished.failure().map(failure -> failure.getClass().getSimpleName()).orElse("success");
      event.took = millis(finished.duration());
      event.commit();
    }
  }

  private static void record(RequestFinished request) {
    RequestEvent event = new RequestEvent();
    if (event.shouldCommit()) {
      identify(event, request.operation());
      event.method = request.method();
      event.registry = request.registry();
      event.host = request.host();
      event.path = request.path();
      event.status = request.status().orElse(0);
      event.sent = request.bytesSent();
      event.received = request.bytesReceived();
      event.took = millis(request.duration());
      event.waited = millis(request.waited());
      event.attempt = request.attempt();
      event.failure = request.failure().orElse("");
      event.commit();
    }
  }

  private static void record(Retrying retry) {
    RetryEvent event = new RetryEvent();
    if (event.shouldCommit()) {
      identify(event, retry.operation());
      event.request = retry.request();
      event.reason = retry.cause();
      event.attempt = retry.attempt();
      event.delay = millis(retry.delay());
      event.commit();
    }
  }

  private static void identify(OrasEvent event, Operation operation) {
    event.operation = operation.id();
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }
}
