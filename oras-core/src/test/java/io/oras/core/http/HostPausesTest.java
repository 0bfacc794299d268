package io.oras.core.http;

import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.core.http.RegistryRequest.Repeat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostPausesTest {
  private static final String URL = "https://r.example/v2/a/blobs/x";
  private static final Origin HOST = Origin.of(URI.create(URL));

  private final FakeTime time = new FakeTime();

  @Test
  void pauseOfAHostThatOthersRedirectToIsKept() throws IOException {
    var chains = new Chains();
    var refusals = new AtomicInteger(1);
    var chain =
        chains.over(
            new ScriptedTransport(
                request ->
                    request.uri().getHost().equals("r.example")
                        ? Answer.redirect(307, "https://cdn.example/x")
                        : refusals.getAndDecrement() > 0
                            ? Answer.of(429).with("Retry-After", "30")
                            : Answer.of(200)));
    chain.send(get(URL).optional()).close();
    assertThrows(TransportException.class, () -> chain.send(get(URL).optional()));
    assertEquals(List.of(), chains.time.slept());
    chain.send(get(URL)).close();
    assertEquals(List.of(Duration.ofSeconds(30)), chains.time.slept());
  }

  @Test
  void pauseThatGrowsMeanwhileIsAwaitedToItsEnd() throws IOException {
    var growths = new AtomicInteger(1);
    var pauses = new HostPauses[1];
    pauses[0] =
        new HostPauses(
            time,
            duration -> {
              time.sleep(duration);
              if (growths.getAndDecrement() > 0) {
                pauses[0].start(HOST, Duration.ofSeconds(7));
              }
            });
    pauses[0].start(HOST, Duration.ofSeconds(5));
    var request =
        TransportRequest.builder()
            .method("GET")
            .uri(URI.create(URL))
            .timeout(Duration.ofSeconds(1))
            .build();
    assertEquals(Duration.ofSeconds(12), pauses[0].await(request, Repeat.FREELY));
    assertEquals(Duration.ZERO, pauses[0].await(request, Repeat.FREELY));
  }

  @Test
  void pausesThatHaveEndedAreNotKept() {
    var pauses = new HostPauses(time, time);
    for (int i = 0; i < 1000; i++) {
      pauses.start(Origin.of(URI.create("https://c" + i + ".example/")), Duration.ofSeconds(1));
      time.pass(Duration.ofMinutes(1));
    }
    assertEquals(1, pauses.size());
  }
}
