package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tests of failures. */
abstract class TransportFailures extends TransportAnswers {
  @Test
  void refusedConnectionNamesTheServer() throws Exception {
    int port = closedPort();
    TransportException e =
        failure(
            TransportException.Kind.TRANSIENT,
            () -> get(URI.create("http://localhost:" + port + "/v2/?token=secret")));
    assertEquals("connection refused by localhost:" + port, e.getMessage());
  }

  @Test
  void unknownHostIsPermanent() {
    TransportException e =
        failure(
            TransportException.Kind.PERMANENT,
            () -> get(URI.create("http://no-such-host.invalid/?token=secret")));
    assertTrue(e.getMessage().contains("no-such-host.invalid"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void connectionThatBreaksBeforeTheHeadIsTransient() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              call.drain();
              if (call.target().equals("/reset")) {
                call.reset();
              } else {
                call.socket().close();
              }
            })) {
      for (String path : List.of("/reset", "/close")) {
        for (String method : List.of("GET", "POST", "PUT")) {
          RequestBody body =
              method.equals("GET") ? RequestBody.EMPTY : new RequestBody.Bytes(new byte[10]);
          TransportException e =
              failure(
                  TransportException.Kind.TRANSIENT,
                  () -> transport.send(request(method, server.uri(path + "?secret"), body)));
          assertTrue(e.getMessage().contains("localhost:" + server.port()), e.getMessage());
          assertFalse(e.getMessage().contains("secret"), e.getMessage());
        }
      }
      long puts = server.calls.stream().filter(c -> c.line().startsWith("PUT")).count();
      assertEquals(2, puts, "a body is not sent again behind the caller's back");
    }
  }

  @Test
  void staleConnectionIsTransientForPutAndHarmlessForGet() throws Exception {
    for (String method : List.of("GET", "PUT")) {
      try (WireServer server =
          new WireServer(
              call -> {
                call.drain();
                if (call.connection() == 1 && call.target().equals("/second")) {
                  call.socket().close();
                } else {
                  call.reply(200, call.target());
                }
              })) {
        RequestBody body =
            method.equals("GET") ? RequestBody.EMPTY : new RequestBody.Bytes(new byte[300_000]);
        assertEquals("/", text(transport.send(request(method, server.uri("/"), body))));
        try {
          assertEquals(
              "/second", text(transport.send(request(method, server.uri("/second"), body))));
        } catch (TransportException e) {
          assertEquals(TransportException.Kind.TRANSIENT, e.kind());
          assertEquals(
              "/second", text(transport.send(request(method, server.uri("/second"), body))));
        }
      }
    }
  }

  @Test
  void cutBodyFailsAfterWhatArrived() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
              call.socket().close();
            })) {
      try (TransportResponse answer = get(server.uri("/"))) {
        assertEquals("abc", new String(answer.body().readNBytes(3), StandardCharsets.UTF_8));
        TransportException e =
            failure(TransportException.Kind.TRANSIENT, () -> answer.body().read());
        assertTrue(e.getMessage().contains("after 3 bytes"), e.getMessage());
        failure(TransportException.Kind.TRANSIENT, () -> answer.body().read());
      }
    }
  }

  @Test
  void resetInTheBodyIsTransient() throws Exception {
    CountDownLatch headRead = new CountDownLatch(1);
    try (WireServer server =
            new WireServer(
                call -> {
                  call.reply("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n");
                  await(headRead);
                  call.reset();
                });
        TransportResponse answer = get(server.uri("/"))) {
      headRead.countDown();
      failure(TransportException.Kind.TRANSIENT, () -> answer.body().readAllBytes());
    }
  }

  @Test
  void malformedAnswerIsAFailure() throws Exception {
    try (WireServer server = new WireServer(call -> call.reply("hello there\n\n"))) {
      assertThrows(TransportException.class, () -> get(server.uri("/")));
    }
  }

  @Test
  void headThatDoesNotComeInTimeIsTransient() throws Exception {
    try (WireServer server =
            new WireServer(
                call -> {
                  call.drain();
                  call.stall();
                });
        HttpTransport shortIdle = withShortIdleTimeout()) {
      for (RequestBody body : List.of(RequestBody.EMPTY, new RequestBody.Bytes(new byte[10]))) {
        int before = server.calls.size();
        Duration timeout = Duration.ofMillis(200);
        while (server.calls.size() == before) {
          TransportRequest request =
              TransportRequest.builder()
                  .method("POST")
                  .uri(server.uri("/"))
                  .body(body)
                  .timeout(timeout)
                  .build();
          failure(TransportException.Kind.TRANSIENT, () -> shortIdle.send(request));
          timeout = timeout.multipliedBy(2);
        }
      }
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void bodyThatStallsIsCut() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
              call.stall();
            })) {
      Duration limit = STALLED;
      while (!cutsTheBody(server, limit)) {
        limit = limit.multipliedBy(2);
      }
    }
  }

  /** Returns false if the limit was too short for the head to arrive on a busy machine. */
  private boolean cutsTheBody(WireServer server, Duration limit) throws Exception {
    try (HttpTransport shortIdle = create(new TestConfig().idleTimeout(limit))) {
      TransportResponse answer;
      try {
        answer = shortIdle.send(request("GET", server.uri("/"), RequestBody.EMPTY));
      } catch (TransportException e) {
        assertTrue(limit.compareTo(SafetyLimit.DURATION) < 0, e::toString);
        return false;
      }
      try (answer) {
        failure(TransportException.Kind.TRANSIENT, () -> answer.body().readAllBytes());
        assertTrue(!closesAtOnce() || server.sawClientGo());
      }
      return true;
    }
  }

  @Test
  void uploadThatStallsIsCut() throws Exception {
    assumeTrue(watchesUploads());
    try (WireServer server = new WireServer(WireServer.Call::ignore);
        HttpTransport shortIdle = withShortIdleTimeout()) {
      RequestBody body = new RequestBody.OneShot(new Zeros(1L << 30), 1L << 30);
      TransportException e =
          failure(
              TransportException.Kind.TRANSIENT,
              () -> shortIdle.send(request("PUT", server.uri("/"), body)));
      assertTrue(e.getMessage().contains("localhost:" + server.port()), e.getMessage());
    }
  }

  @Test
  void earlyAnswerToALargeBodyIsAnAnswerOrTransient() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              call.reply("HTTP/1.1 401 No\nContent-Length: 0\nConnection: close\n\n");
              call.socket().close();
            })) {
      RequestBody body = new RequestBody.Bytes(new byte[64 << 20]);
      try {
        assertEquals(401, transport.send(request("PUT", server.uri("/"), body)).status());
      } catch (TransportException e) {
        assertEquals(TransportException.Kind.TRANSIENT, e.kind());
      }
    }
  }
}
