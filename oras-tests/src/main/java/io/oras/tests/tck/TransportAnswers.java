package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests of responses. */
abstract class TransportAnswers extends TransportRequests {
  private static final long FAST = 256 << 20;

  @Test
  void headersAreReadWithoutCaseAndKeepRepetitions() throws Exception {
    try (WireServer server =
        new WireServer(
            call ->
                call.reply(
                    "HTTP/1.1 200 OK\nLINK: <a>\nlink: <b>\nDocker-Content-Digest: x\n"
                        + "Content-Length: 2\n\nhi"))) {
      TransportResponse answer = get(server.uri("/x?y=z"));
      assertEquals(200, answer.status());
      assertEquals(server.uri("/x?y=z"), answer.uri());
      assertEquals(List.of("<a>", "<b>"), answer.headers().all("Link"));
      assertEquals("x", answer.headers().first("docker-content-digest").orElse(""));
      assertEquals("hi", text(answer));
    }
  }

  @Test
  void statusesAreAnswersAndRedirectsAreNotFollowed() throws Exception {
    try (WireServer server =
        new WireServer(
            call ->
                call.reply(
                    "HTTP/1.1 "
                        + call.target().substring(1)
                        + " S\nLocation: /elsewhere\nContent-Length: 4\n\nbody"))) {
      for (int status : List.of(200, 201, 202, 301, 302, 303, 307, 308, 400, 401, 403, 404, 500)) {
        TransportResponse answer = get(server.uri("/" + status));
        assertEquals(status, answer.status());
        assertEquals("body", text(answer));
      }
      assertEquals(13, server.calls.size());
    }
  }

  @Test
  void answersWithoutABodyLeaveTheConnectionOpen() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              call.drain();
              switch (call.target()) {
                case "/head" -> call.reply("HTTP/1.1 200 OK\nContent-Length: 1000\n\n");
                case "/204" -> call.reply("HTTP/1.1 204 No Content\n\n");
                case "/304" -> call.reply("HTTP/1.1 304 Not Modified\n\n");
                default -> call.reply(202, "");
              }
            })) {
      for (int i = 0; i < 5; i++) {
        try (TransportResponse head =
                transport.send(request("HEAD", server.uri("/head"), RequestBody.EMPTY));
            TransportResponse none = get(server.uri("/204"));
            TransportResponse same = get(server.uri("/304"));
            TransportResponse post =
                transport.send(request("POST", server.uri("/"), RequestBody.EMPTY))) {
          assertEquals("1000", head.headers().first("Content-Length").orElse(""));
          assertEquals(-1, head.body().read());
          assertEquals(
              List.of(204, 304, 202), List.of(none.status(), same.status(), post.status()));
        }
      }
      assumeTrue(reusesConnections());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    try (WireServer server =
        new WireServer(
            call ->
                call.reply("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok"))) {
      assertEquals("ok", text(get(server.uri("/"))));
    }
  }

  @Test
  void chunkedAnswerIsPutTogether() throws Exception {
    try (WireServer server =
        new WireServer(
            call ->
                call.reply(
                    "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n2;x=y\nde\n0\n\n"))) {
      assertEquals("abcde", text(get(server.uri("/"))));
      assertEquals("abcde", text(get(server.uri("/"))));
    }
  }

  @Test
  void singleBytesAndAskingAgainAtTheEndWork() throws Exception {
    try (WireServer server = new WireServer(call -> call.reply(200, "\u00ffb"));
        TransportResponse answer = get(server.uri("/"))) {
      InputStream body = answer.body();
      assertSame(body, answer.body());
      assertEquals(0, body.read(new byte[0]));
      assertEquals(0xff, body.read());
      assertEquals('b', body.read());
      assertEquals(-1, body.read());
      assertEquals(-1, body.read(new byte[10]));
    }
  }

  @Test
  void largeBodyIsStreamedInAndASlowReaderHoldsTheServerBack() throws Exception {
    long size = 100L << 20;
    AtomicLong pushed = new AtomicLong();
    try (WireServer server =
            new WireServer(
                call -> {
                  call.replyZeros(size);
                  pushed.set(size);
                });
        TransportResponse answer = get(server.uri("/"))) {
      assertEquals(0, answer.body().read());
      assertEquals(0, pushed.get(), "the server cannot be done while nobody reads");
      assertEquals(size - 1, answer.body().transferTo(OutputStream.nullOutputStream()));
    }
  }

  /** The disk that content goes to takes the first gigabytes faster than the rest. */
  @Test
  void readerThatBecomesSlowHoldsTheServerBack() throws Exception {
    assumeTrue(transport.appliesBackpressure());
    AtomicLong sent = new AtomicLong();
    try (WireServer server = new WireServer(call -> call.replyZeros(1L << 30, sent));
        TransportResponse answer = get(server.uri("/"))) {
      long read = FAST;
      assertEquals(FAST, answer.body().skip(FAST));
      byte[] block = new byte[1 << 20];
      long ahead = 0;
      for (int i = 0; i < 64; i++) {
        read += answer.body().readNBytes(block, 0, block.length);
        for (int round = 0; round < 4; round++) {
          Digest.of(DigestAlgorithm.SHA512, block);
        }
        ahead = Math.max(ahead, sent.get() - read);
      }
      assertTrue(ahead < 32 << 20, ahead + " bytes were sent and not read");
    }
  }

  @Test
  void connectionsAreReused() throws Exception {
    assumeTrue(reusesConnections());
    try (WireServer server =
        new WireServer(
            call -> {
              call.drain();
              call.reply(200, "ok");
            })) {
      for (int i = 0; i < 5; i++) {
        text(get(server.uri("/")));
        RequestBody body = new RequestBody.Bytes(new byte[10]);
        text(transport.send(request("PUT", server.uri("/"), body)));
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void requestsRunAtTheSameTimeOverAsManyConnections() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (WireServer server =
        new WireServer(
            call -> {
              four.countDown();
              await(four);
              call.reply(200, call.target());
            })) {
      for (int round = 0; round < 3; round++) {
        List<Callable<String>> tasks =
            List.of("/1", "/2", "/3", "/4").stream()
                .<Callable<String>>map(path -> () -> text(get(server.uri(path))))
                .toList();
        int n = 1;
        for (Future<String> answer : pool.invokeAll(tasks)) {
          assertEquals("/" + n++, answer.get());
        }
      }
      assertTrue(server.connections() <= (reusesConnections() ? 4 : 12));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void ipv6LiteralIsAHost() throws Exception {
    InetAddress loopback =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    WireServer listening;
    try {
      listening = new WireServer(loopback, call -> call.reply(200, "six"));
    } catch (IOException e) {
      assumeTrue(false, "no IPv6 here: " + e);
      return;
    }
    try (WireServer server = listening) {
      assertEquals("six", text(get(URI.create("http://[::1]:" + server.port() + "/"))));
      assertEquals("[::1]:" + server.port(), server.calls.get(0).header("Host").orElse(""));
    }
  }
}
