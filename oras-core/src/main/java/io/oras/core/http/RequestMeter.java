package io.oras.core.http;

import io.oras.api.error.OrasException;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.EventPublisher.RequestFinished;
import io.oras.core.context.ForwardingResponse;
import io.oras.core.context.OperationContext;
import io.oras.core.http.RegistryRequest.Attempt;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.ContentStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Measures one HTTP request, from its wait for a permit to the end of its response. */
final class RequestMeter {
  private final OperationContext operation;
  private final String registry;
  private final Attempt attempt;
  private final long created = System.nanoTime();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile long started;
  private final AtomicLong received = new AtomicLong();
  private volatile @Nullable String failure;

  private RequestMeter(OperationContext operation, String registry, Attempt attempt) {
    this.operation = operation;
    this.registry = registry;
    this.attempt = attempt;
  }

  /** Returns a meter, or null if nobody listens. */
  static @Nullable RequestMeter of(OperationContext operation, String registry, Attempt attempt) {
    return operation.events().isHeard() ? new RequestMeter(operation, registry, attempt) : null;
  }

  /**
   * Returns a meter, or null if nobody listens.
   *
   * @param paused how long the request has waited for the end of a pause of its host
   */
  static @Nullable RequestMeter of(RegistryRequest request, Duration paused) {
    return of(request.operation(), request.registry(), request.attempt().after(paused));
  }

  /** Sends the request; the event is published when the response is closed, or at the failure. */
  static TransportResponse send(
      @Nullable RequestMeter meter, HttpTransport wire, TransportRequest request)
      throws IOException {
    return meter == null ? wire.send(request) : meter.send(wire, request);
  }

  private TransportResponse send(HttpTransport wire, TransportRequest request) throws IOException {
    started = System.nanoTime();
    TransportRequest counted =
        request.body() instanceof RequestBody.OneShot body
            ? request.toBuilder()
                .body(
                    new RequestBody.OneShot(
                        ContentStream.of(body.stream(), (b, off, n) -> sent.addAndGet(n)),
                        body.length()))
                .build()
            : request;
    try {
      TransportResponse response = wire.send(counted);
      if (!(request.body() instanceof RequestBody.OneShot)) {
        sent.set(request.body().length());
      }
      return new Metered(request, response);
    } catch (IOException | RuntimeException e) {
      fail(e);
      finish(request, OptionalInt.empty());
      throw e;
    }
  }

  private void fail(Exception e) {
    failure = e instanceof OrasException known ? known.problem() : e.getClass().getSimpleName();
  }

  private void finish(TransportRequest request, OptionalInt status) {
    if (finished.compareAndSet(false, true)) {
      operation
          .events()
          .publish(
              new RequestFinished(
                  operation,
                  request.method(),
                  registry,
                  request.origin().authority(),
                  request.uri().getRawPath(),
                  status,
                  sent.get(),
                  received.get(),
                  Duration.ofNanos(System.nanoTime() - started),
                  attempt.paused().plusNanos(started - created),
                  attempt.number(),
                  Optional.ofNullable(failure)));
    }
  }

  private final class Metered extends ForwardingResponse {
    private final TransportRequest request;

    Metered(TransportRequest request, TransportResponse response) {
      super(response, new MeteredBody(response.body()));
      this.request = request;
    }

    @Override
    public void close() {
      try {
        super.close();
      } finally {
        finish(request, OptionalInt.of(status()));
      }
    }
  }

  private final class MeteredBody extends BlockInputStream {
    MeteredBody(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        int n = in.read(b, off, len);
        received.addAndGet(Math.max(n, 0));
        return n;
      } catch (IOException | RuntimeException e) {
        fail(e);
        throw e;
      }
    }
  }
}
