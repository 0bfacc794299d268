package io.oras.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.oras.api.error.NotFoundException;
import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {
  private record Request(Operation operation, OptionalInt status, Optional<String> failure)
      implements TransferEvent.RequestFinished {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String registry() {
      return "registry.example";
    }

    @Override
    public String host() {
      return "registry.example:443";
    }

    @Override
    public String path() {
      return "/v2/app/manifests/v1";
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public long bytesReceived() {
      return 512;
    }

    @Override
    public Duration duration() {
      return Duration.ofMillis(30);
    }

    @Override
    public Duration waited() {
      return Duration.ofMillis(4);
    }

    @Override
    public int attempt() {
      return 1;
    }
  }

  private record Finished(Operation operation, Optional<Throwable> failure, Duration duration)
      implements TransferEvent.OperationFinished {}

  private record Retry(
      Operation operation, String request, String cause, int attempt, Duration delay)
      implements TransferEvent.Retrying {}

  private record Pull(long id, String name, String target) implements Operation {}

  private static final Operation PULL = new Pull(7, "pull", "registry.example/app:v1");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MetricsListener listener = new MetricsListener(registry);

  @Test
  void operationsAreTimedByNameAndOutcome() {
    listener.on(new Finished(PULL, Optional.empty(), Duration.ofMillis(50)));
    listener.on(
        new Finished(PULL, Optional.of(new NotFoundException("none")), Duration.ofMillis(70)));

    assertEquals(
        50,
        registry
            .get("oras.operations")
            .tags("name", "pull", "outcome", "success")
            .timer()
            .totalTime(TimeUnit.MILLISECONDS));
    assertEquals(
        1, registry.get("oras.operations").tags("outcome", "NotFoundException").timer().count());
  }

  @Test
  void requestsAreTimedByMethodHostAndStatusAndTheirBytesAreCounted() {
    listener.on(new Request(PULL, OptionalInt.of(200), Optional.empty()));
    listener.on(new Request(PULL, OptionalInt.empty(), Optional.of("refused")));

    assertEquals(
        1,
        registry
            .get("oras.requests")
            .tags("method", "GET", "host", "registry.example:443", "status", "200")
            .timer()
            .count());
    assertEquals(1, registry.get("oras.requests").tags("status", "none").timer().count());
    assertEquals(8, registry.get("oras.requests.waited").timer().totalTime(TimeUnit.MILLISECONDS));
    assertEquals(
        1024, registry.get("oras.bytes").tags("direction", "received").summary().totalAmount());
  }

  @Test
  void retriesAreCounted() {
    listener.on(
        new Retry(PULL, "GET https://registry.example", "status 503", 1, Duration.ofMillis(200)));
    assertEquals(1, registry.get("oras.retries").counter().count());
  }
}
