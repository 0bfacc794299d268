package io.oras.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.error.NotFoundException;
import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderListenerTest {
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

  @TempDir Path folder;

  @Test
  void operationsRequestsAndRetriesAreInTheRecording() throws Exception {
    FlightRecorderListener listener = new FlightRecorderListener();
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      List.of("Operation", "Request", "Retry").forEach(name -> recording.enable("io.oras." + name));
      recording.start();
      listener.on(new Request(PULL, OptionalInt.of(200), Optional.empty()));
      listener.on(
          new Retry(PULL, "GET https://registry.example", "status 503", 1, Duration.ofMillis(200)));
      listener.on(
          new Finished(PULL, Optional.of(new NotFoundException("none")), Duration.ofMillis(50)));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertEquals(
        List.of("io.oras.Operation 7", "io.oras.Request 7", "io.oras.Retry 7"),
        events.stream()
            .map(event -> event.getEventType().getName() + " " + event.getLong("operation"))
            .sorted()
            .collect(Collectors.toList()));
    RecordedEvent request = named(events, "io.oras.Request");
    assertEquals(
        "GET /v2/app/manifests/v1", request.getString("method") + " " + request.getString("path"));
    assertEquals(200, request.getInt("status"));
    assertEquals(512, request.getLong("received"));
    assertEquals(Duration.ofMillis(4), request.getDuration("waited"));
    assertEquals("NotFoundException", named(events, "io.oras.Operation").getString("outcome"));
    assertEquals("status 503", named(events, "io.oras.Retry").getString("reason"));
  }

  @Test
  void withoutARecordingNothingHappens() {
    new FlightRecorderListener().on(new Request(PULL, OptionalInt.empty(), Optional.of("refused")));
  }

  private static RecordedEvent named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
