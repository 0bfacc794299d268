package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.options.WireTrace;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TracingTransportTest {
  private static final String SECRET = "s3cr3tValue12345";

  private final StringBuilder trace = new StringBuilder();

  /** What the caller got. */
  private String send(Answer answer) throws IOException {
    WireTrace lines =
        new WireTrace() {
          @Override
          public void request(int number, String method, String url, Headers headers) {
            trace.append(number).append("> ").append(method).append(' ').append(url).append('\n');
            headers.forEach((name, value) -> trace.append(name + ": " + value + "\n"));
          }

          @Override
          public void answer(int number, int status, Headers headers, String body) {
            trace.append(number).append("< ").append(status).append('\n');
            headers.forEach((name, value) -> trace.append(name + ": " + value + "\n"));
            trace.append(body).append('\n');
          }
        };
    TransportRequest request =
        TransportRequest.builder()
            .method("GET")
            .uri(URI.create("https://r.example/v2/?sig=" + SECRET + "&n=1"))
            .headers(Headers.of("Authorization", "Bearer " + SECRET).with("X-Key", SECRET))
            .timeout(Duration.ofSeconds(1))
            .build();
    try (TracingTransport transport =
            new TracingTransport(
                ScriptedTransport.inOrder(answer), lines, new FakeTime(), new SentSecrets());
        TransportResponse response = transport.send(request)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void hidden(String shown) {
    assertFalse(trace.toString().contains(SECRET), trace::toString);
    assertTrue(trace.toString().contains(shown), trace::toString);
  }

  @Test
  void requestsAndAnswersAreShownWithoutTheirSecrets() throws IOException {
    String body = "{\"token\":\"" + SECRET + "\",\"expires_in\":300}";
    assertEquals(body, send(Answer.json(body).with("Set-Cookie", SECRET)));
    hidden("0> GET https://r.example/v2/?sig=***&n=1\n");
    hidden("\"expires_in\":300");
  }

  @Test
  void aTokenThatTheServerRepeatsIsNotShown() throws IOException {
    String page = "you sent " + SECRET + " or so";
    assertEquals(
        page,
        send(Answer.of(400).with("Content-Type", "text/plain").with("Server", SECRET).body(page)));
    hidden("you sent *** or so");
  }

  @Test
  void theBodyOfARedirectIsNotShown() throws IOException {
    String page = "<a href=\"/x/" + SECRET + "\">Temporary Redirect</a>";
    Answer redirect =
        Answer.redirect(307, "https://cdn.example/x?sig=" + SECRET)
            .with("Content-Type", "text/html");
    assertEquals(page, send(redirect.body(page)));
    hidden("Location: https://cdn.example/x?sig=***\n");
  }

  @Test
  void aLongBodyIsDeliveredWholeAndNotShown() throws IOException {
    String page = "x".repeat(20_000);
    assertEquals(page, send(Answer.of(200).with("Content-Type", "text/plain").body(page)));
    assertFalse(trace.toString().contains("xxx"));
  }

  @Test
  void bytesAreNotShown() throws IOException {
    assertEquals(
        "bytes",
        send(Answer.of(200).with("Content-Type", "application/octet-stream").body("bytes")));
    assertFalse(trace.toString().contains("bytes"));
  }

  @Test
  void aTraceThatThrowsLosesNoAnswer() throws IOException {
    WireTrace broken =
        new WireTrace() {
          @Override
          public void request(int number, String method, String url, Headers headers) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void answer(int number, int status, Headers headers, String body) {
            throw new IllegalStateException("broken");
          }
        };
    var transport = new ScriptedTransport(request -> Answer.json("{}"));
    TransportRequest request =
        TransportRequest.builder()
            .method("GET")
            .uri(URI.create("https://r.example/v2/"))
            .timeout(Duration.ofSeconds(1))
            .build();
    try (TransportResponse answer =
        new TracingTransport(transport, broken, new FakeTime(), new SentSecrets()).send(request)) {
      assertEquals("{}", new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals(0, transport.open());
  }
}
