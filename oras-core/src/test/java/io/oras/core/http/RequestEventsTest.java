package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.TransportException;
import io.oras.api.event.TransferEvent.RequestFinished;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RequestEventsTest {
  private static final String URL = "https://r.example/v2/a/blobs/uploads/?x=secret";
  private static final byte[] FIVE = "bytes".getBytes(StandardCharsets.UTF_8);

  private final Chains chains = new Chains();

  private void exchange(ScriptedTransport transport, RegistryRequest request) throws IOException {
    try (TransportResponse response = chains.over(transport).send(chains.heard(request))) {
      response.body().readAllBytes();
    }
  }

  @Test
  void eachAttemptHasAnEventWithItsNumberAndBytes() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(503), Answer.of(202).body("received"));
    exchange(
        transport, Chains.request("POST", URL, Chains.PULL).withBody(new RequestBody.Bytes(FIVE)));
    assertEquals(List.of(1, 2), chains.requests.stream().map(RequestFinished::attempt).toList());
    RequestFinished last = chains.requests.get(1);
    assertEquals("POST", last.method());
    assertEquals("r.example", last.registry());
    assertEquals("r.example", last.host());
    assertEquals("/v2/a/blobs/uploads/", last.path());
    assertEquals(OptionalInt.of(202), last.status());
    assertEquals(5, last.bytesSent());
    assertEquals(8, last.bytesReceived());
    assertEquals(Optional.empty(), last.failure());
    assertEquals(chains.operation, last.operation());
  }

  @Test
  void bytesOfAStreamThatIsSentOnceAreCounted() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(202));
    var body = new RequestBody.OneShot(new ByteArrayInputStream(FIVE), -1);
    exchange(transport, Chains.request("PATCH", URL).withBody(body));
    assertEquals(5, chains.requests.get(0).bytesSent());
  }

  @Test
  void requestsForTokensAndRedirectsHaveEventsToo() throws IOException {
    chains.with(Credential.basic("me", "secret"));
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(401)
                .with(
                    "WWW-Authenticate",
                    "Bearer realm=\"https://tokens.example/t\",service=\"r.example\""),
            Answer.of(200).body("{\"token\":\"t\"}"),
            Answer.redirect(307, "https://cdn.example/blob?sig=secret"),
            Answer.of(200).body("content"));
    exchange(transport, Chains.get("https://r.example/v2/a/blobs/sha256:0", Chains.PULL));
    assertEquals(
        List.of(
            "r.example/v2/a/blobs/sha256:0 401",
            "tokens.example/t 200",
            "r.example/v2/a/blobs/sha256:0 307",
            "cdn.example/blob 200"),
        chains.requests.stream()
            .map(r -> r.host() + r.path() + " " + r.status().orElse(0))
            .toList());
    assertEquals(
        List.of("r.example"), chains.requests.stream().map(r -> r.registry()).distinct().toList());
    assertEquals(transport.requests().size(), chains.requests.size());
  }

  @Test
  void requestWithoutAnswerSaysWhy() {
    var transport =
        new ScriptedTransport(
            request -> {
              throw new TransportException(
                  TransportException.Kind.PERMANENT, "unknown host r.example", null);
            });
    assertThrows(TransportException.class, () -> exchange(transport, Chains.get(URL)));
    RequestFinished only = chains.requests.get(0);
    assertEquals(Optional.of("unknown host r.example"), only.failure());
    assertEquals(OptionalInt.empty(), only.status());
    assertEquals(1, chains.requests.size());
  }

  @Test
  void pauseThatAHostWantsIsTimeWaited() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(429).with("Retry-After", "7"), Answer.of(200), Answer.of(200));
    RegistryRequest once = Chains.get(URL).withoutRetry();
    RegistryChain chain = chains.over(transport);
    chain.send(chains.heard(once.atOnce())).close();
    chain.send(chains.heard(once)).close();
    assertEquals(7, chains.requests.get(1).waited().toSeconds(), chains.requests::toString);
    assertEquals(Duration.ofSeconds(7), chains.time.slept().get(0));
  }
}
