package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of limits and of wrong framing. */
abstract class TransportLimits extends TransportConnections {
  /** Between two interim responses: much less than a request waits. */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** Interim responses before the final one: much more time than a request waits. */
  private static final long INTERIMS = SafetyLimit.DURATION.dividedBy(INTERVAL);

  private static final String LINE = "X-Many: " + "x".repeat(1000) + "\n";

  /** Sends the text until the client closes the connection. */
  private static WireServer.Handler endless(String start, String more) {
    return call -> {
      call.reply(start);
      while (true) {
        call.reply(more);
      }
    };
  }

  @Test
  void endlessHeadIsAFailure() throws Exception {
    assumeTrue(limitsHeads());
    for (List<String> head :
        List.of(
            List.of("HTTP/1.1 200 ", "x".repeat(1000)),
            List.of("HTTP/1.1 200 OK\nX-Long: ", "x".repeat(1000)),
            List.of("HTTP/1.1 200 OK\n", LINE),
            List.of("HTTP/1.1 200 OK\nX: y\n", " folded\n"),
            List.of("", "HTTP/1.1 103 Early Hints\n" + LINE + "\n"))) {
      try (WireServer server = new WireServer(endless(head.get(0), head.get(1)))) {
        TransportException e = failureOfAnyKind(() -> get(server.uri("/?secret")));
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
      }
    }
  }

  @Test
  void interimResponsesDoNotProlongTheWaitForTheFinalOne() throws Exception {
    assumeTrue(limitsHeads());
    try (WireServer server =
        new WireServer(
            call -> {
              for (long i = 0; i < INTERIMS; i++) {
                call.reply("HTTP/1.1 103 Early Hints\n\n");
                if (call.closed().await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                  return;
                }
              }
              call.reply(200, "late");
            })) {
      Duration timeout = STALLED;
      while (server.calls.isEmpty()) {
        TransportRequest request =
            request("GET", server.uri("/"), RequestBody.EMPTY).toBuilder().timeout(timeout).build();
        failureOfAnyKind(() -> transport.send(request));
        timeout = timeout.multipliedBy(2);
      }
    }
  }

  @Test
  void endlessTextAroundChunksEnds() throws Exception {
    assumeTrue(limitsHeads());
    String chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
    for (List<String> body :
        List.of(
            List.of(chunked + "3;", "x".repeat(1000)),
            List.of(chunked + "3\nabc\n0\n", LINE),
            List.of(chunked + "3\nabc\n0\nX-Long: ", "x".repeat(1000)))) {
      try (WireServer server = new WireServer(endless(body.get(0), body.get(1)))) {
        try (HttpTransport from = create(new TestConfig());
            TransportResponse answer =
                from.send(request("GET", server.uri("/"), RequestBody.EMPTY))) {
          answer.body().readAllBytes(); // Trailers may be left alone.
        } catch (TransportException e) {
          assertFalse(e.getMessage().isEmpty());
        }
      }
    }
  }

  @Test
  void largeHeadIsRead() throws Exception {
    try (WireServer server =
        new WireServer(
            call ->
                call.reply(
                    "HTTP/1.1 200 OK\n"
                        + LINE.repeat(64)
                        + "Link: "
                        + "l".repeat(16 << 10)
                        + "\nContent-Length: 2\n\nok"))) {
      TransportResponse answer = get(server.uri("/"));
      assertEquals(64, answer.headers().all("X-Many").size());
      assertEquals(16 << 10, answer.headers().first("Link").orElse("").length());
      assertEquals("ok", text(answer));
    }
  }

  @Test
  void headThatIsCutIsTransient() throws Exception {
    assumeTrue(checksFraming());
    for (String head :
        List.of(
            "HTTP/1.1 200 OK",
            "HTTP/1.1 200 OK\nContent-Type: text/plain\n",
            "HTTP/1.1 200 OK\nContent-Type: text/pl")) {
      try (WireServer server =
          new WireServer(
              call -> {
                call.reply(head);
                call.socket().close();
              })) {
        failure(Kind.TRANSIENT, () -> get(server.uri("/")));
      }
    }
  }

  @Test
  void chunkedBodyThatIsCutIsTransient() throws Exception {
    for (String body : List.of("3\nab", "3\nabc\n", "3\nabc\n2")) {
      try (WireServer server =
          new WireServer(
              call -> {
                call.reply("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n" + body);
                call.socket().close();
              })) {
        failure(Kind.TRANSIENT, () -> text(get(server.uri("/"))));
      }
    }
  }

  @Test
  void contradictoryLengthsAreAFailure() throws Exception {
    assumeTrue(checksFraming());
    for (String headers :
        List.of(
            "Content-Length: 3\nContent-Length: 5",
            "Content-Length: -3",
            "Content-Length: three",
            "Content-Length: 99999999999999999999")) {
      try (WireServer server =
          new WireServer(
              call -> {
                call.reply("HTTP/1.1 200 OK\n" + headers + "\n\nabcde");
                call.socket().close();
              })) {
        failureOfAnyKind(() -> text(get(server.uri("/"))));
      }
    }
  }

  @Test
  void headersThatDecideAboutTheConnectionAreRefused() throws Exception {
    assumeTrue(checksFraming());
    try (WireServer server = new WireServer(call -> call.reply(200, "" + call.drain()))) {
      for (String name : List.of("Host", "Content-Length", "Connection", "X Y")) {
        TransportException e =
            failure(
                Kind.PERMANENT,
                () ->
                    transport.send(
                        request("GET", server.uri("/"), RequestBody.EMPTY).toBuilder()
                            .headers(Headers.of(name, "secret"))
                            .build()));
        assertTrue(e.getMessage().contains(name), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
      }
      assertEquals(List.of(), server.calls);
    }
  }
}
