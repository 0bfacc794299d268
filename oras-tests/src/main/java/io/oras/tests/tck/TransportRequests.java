package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests of requests. */
abstract class TransportRequests extends TransportSuite {
  @Test
  void everyBodyOfKnownLengthGoesOutWithItsExactLength() throws Exception {
    Path file = Files.write(folder.resolve("blob"), "0123456789".getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[600_000];
    List<RequestBody> bodies =
        List.of(
            RequestBody.EMPTY,
            new RequestBody.Bytes(new byte[0]),
            new RequestBody.Bytes(bytes),
            new RequestBody.FileRegion(file, 2, 5),
            RequestBody.of(ContentSource.ofFile(file)),
            RequestBody.of(ContentSource.ofBytes(bytes)),
            new RequestBody.OneShot(new ByteArrayInputStream(bytes), bytes.length));
    for (String method : sendsPatch() ? List.of("POST", "PUT", "PATCH") : List.of("POST", "PUT")) {
      for (RequestBody body : bodies) {
        if (body instanceof RequestBody.OneShot && !method.equals("POST")) {
          continue;
        }
        try (WireServer server =
            new WireServer(call -> call.reply(201, Long.toString(call.drain())))) {
          TransportResponse answer = transport.send(request(method, server.uri("/"), body));
          assertEquals(Long.toString(body.length()), text(answer));
          WireServer.Call call = server.calls.get(0);
          assertEquals(Long.toString(body.length()), call.header("Content-Length").orElse("none"));
          assertTrue(call.header("Transfer-Encoding").isEmpty());
        }
      }
    }
  }

  @Test
  void fileRegionIsSentFromItsOffset() throws Exception {
    Path file = Files.write(folder.resolve("blob"), "0123456789".getBytes(StandardCharsets.UTF_8));
    try (WireServer server =
        new WireServer(
            call -> call.reply(200, new String(call.in().readNBytes(5), StandardCharsets.UTF_8)))) {
      RequestBody body = new RequestBody.FileRegion(file, 2, 5);
      assertEquals("23456", text(transport.send(request("PUT", server.uri("/"), body))));
    }
  }

  @Test
  void bodyOfUnknownLengthGoesOutInChunks() throws Exception {
    InputStream stream = new ByteArrayInputStream(new byte[600_001]);
    try (WireServer server = new WireServer(call -> call.reply(200, "" + call.drain()))) {
      RequestBody body = new RequestBody.OneShot(stream, -1);
      assertEquals(
          "600001",
          text(transport.send(request(sendsPatch() ? "PATCH" : "PUT", server.uri("/"), body))));
      WireServer.Call call = server.calls.get(0);
      assertEquals("chunked", call.header("Transfer-Encoding").orElse("none"));
      assertTrue(call.header("Content-Length").isEmpty());
    }
  }

  @Test
  void largeBodyIsStreamedOut() throws Exception {
    long size = 100L << 20;
    try (WireServer server = new WireServer(call -> call.reply(200, "" + call.drain()))) {
      RequestBody body = new RequestBody.OneShot(new Zeros(size), size);
      assertEquals("" + size, text(transport.send(request("PUT", server.uri("/"), body))));
    }
  }

  @Test
  void oneShotStreamIsClosed() throws Exception {
    AtomicBoolean streamClosed = new AtomicBoolean();
    InputStream stream =
        new ByteArrayInputStream(new byte[10]) {
          @Override
          public void close() {
            streamClosed.set(true);
          }
        };
    URI nowhere = URI.create("http://localhost:" + closedPort() + "/");
    assertThrows(
        TransportException.class,
        () -> transport.send(request("PUT", nowhere, new RequestBody.OneShot(stream, 10))));
    assertTrue(streamClosed.get());
  }

  @Test
  void failureOfTheSourceComesOutAsItIs() throws Exception {
    IOException broken = new IOException("disk on fire");
    InputStream stream =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            throw broken;
          }
        };
    try (WireServer server = new WireServer(call -> call.reply(200, "" + call.drain()))) {
      RequestBody body = new RequestBody.OneShot(stream, 10);
      assertSame(
          broken,
          assertThrows(
              IOException.class, () -> transport.send(request("PUT", server.uri("/"), body))));
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void sourceThatIsShorterOrLongerThanDeclaredIsNotSentAsAWhole() throws Exception {
    AtomicLong whole = new AtomicLong();
    try (WireServer server =
        new WireServer(
            call -> {
              call.drain();
              whole.incrementAndGet();
              call.reply(200, "");
            })) {
      for (int size : List.of(9, 11)) {
        RequestBody body = new RequestBody.OneShot(new ByteArrayInputStream(new byte[size]), 10);
        failure(
            TransportException.Kind.PERMANENT,
            () -> transport.send(request("PUT", server.uri("/"), body)));
      }
      assertTrue(server.sawClientGo());
      assertEquals(0, whole.get());
    }
  }

  @Test
  void pathAndQueryGoOutByteForByte() throws Exception {
    String target = "/v2/a%2Fb/uploads/x%7E~?_state=a%2Bb+c==&d=%2f&e&digest=sha256:00";
    try (WireServer server = new WireServer(call -> call.reply(200, ""))) {
      text(get(server.uri(target)));
      assertEquals(target, server.calls.get(0).target());
    }
  }

  @Test
  void headersGoOutAsGivenAndNoCookieComesBack() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> call.reply("HTTP/1.1 200 OK\nSet-Cookie: a=b\nContent-Length: 0\n\n"))) {
      Headers headers = Headers.of("X-Twice", "1").with("x-twice", "2").with("Accept", "a/b");
      for (int i = 0; i < 2; i++) {
        text(
            transport.send(
                TransportRequest.builder()
                    .method("GET")
                    .uri(server.uri("/"))
                    .headers(headers)
                    .timeout(SafetyLimit.DURATION)
                    .build()));
      }
      for (WireServer.Call call : server.calls) {
        List<String> twice =
            call.headers().stream()
                .filter(h -> h.toLowerCase(Locale.ROOT).startsWith("x-twice"))
                .toList();
        assertEquals(2, twice.size());
        assertEquals("a/b", call.header("Accept").orElse(""));
        assertTrue(call.header("Cookie").isEmpty());
        assertTrue(call.header("Upgrade").isEmpty(), "no upgrade is offered on plain http");
        assertTrue(call.header("Expect").isEmpty());
        assertTrue(call.header("Accept-Encoding").isEmpty());
        assertEquals("localhost:" + server.port(), call.header("Host").orElse(""));
      }
    }
  }
}
