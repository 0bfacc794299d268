package io.oras.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.OperationFinished;
import io.oras.api.event.TransferEvent.RequestFinished;
import io.oras.api.event.TransferEvent.Retrying;
import io.oras.api.event.TransferListener;
import java.util.Objects;

/**
 * Counts and times operations, HTTP requests and retries. Thread safe.
 *
 * <pre>{@code
 * MetricsListener metrics =
 *     new MetricsListener(new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
 * Oras measured = Oras.builder().listener(metrics).build();
 * }</pre>
 *
 * <table>
 *   <caption>The metrics</caption>
 *   <tr><th>name</th><th>kind</th><th>tags</th></tr>
 *   <tr><td>{@code oras.operations}</td><td>timer</td><td>{@code name}, {@code outcome}</td></tr>
 *   <tr><td>{@code oras.requests}</td><td>timer</td>
 *     <td>{@code method}, {@code host}, {@code status}</td></tr>
 *   <tr><td>{@code oras.requests.waited}</td><td>timer</td><td>{@code host}</td></tr>
 *   <tr><td>{@code oras.bytes}</td><td>summary, in bytes</td>
 *     <td>{@code direction}, {@code host}</td></tr>
 *   <tr><td>{@code oras.retries}</td><td>counter</td><td>none</td></tr>
 * </table>
 *
 * <p>The outcome is {@code success} or the name of the exception. A request without a response has
 * the status {@code none}. Repositories and tags are no tags, since their number has no bound.
 */
public final class MetricsListener implements TransferListener {
  private final MeterRegistry registry;

  /** Creates a listener that records in the registry. */
  public MetricsListener(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof RequestFinished request) {
      record(request);
    } else if (event instanceof OperationFinished finished) {
      String outcome =
          finished.failure().map(failure -> failure.getClass().getSimpleName()).orElse("success");
      Timer.builder("oras.operations")
          .description("Operations such as push and pull")
          .tags("name", finished.operation().name(), "outcome", outcome)
          .register(registry)
          .record(finished.duration());
    } else if (event instanceof Retrying) {
      Counter.builder("oras.retries")
          .description("Requests that were sent again")
          .register(registry)
          .increment();
    }
  }

  private void record(RequestFinished request) {
    Tags host = Tags.of("host", request.host());
    String status =
        request.status().isPresent() ? String.valueOf(request.status().getAsInt()) : "none";
    Timer.builder("oras.requests")
        .description("HTTP requests")
        .tags(host.and("method", request.method(), "status", status))
        .register(registry)
        .record(request.duration());
    Timer.builder("oras.requests.waited")
        .description("Waiting for a connection permit and for pauses")
        .tags(host)
        .register(registry)
        .record(request.waited());
    bytes("sent", request.bytesSent(), host);
    bytes("received", request.bytesReceived(), host);
  }

  private void bytes(String direction, long number, Tags host) {
    DistributionSummary.builder("oras.bytes")
        .description("Bytes of request and response bodies")
        .baseUnit("bytes")
        .tags(host.and("direction", direction))
        .register(registry)
        .record((double) number);
  }
}
