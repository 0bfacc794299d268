package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportConfig;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link HttpTransport} must do, seen from the other end of the wire. An adapter's test
 * extends this and says how to make one; what it cannot do it says through the questions.
 */
@Timeout(20)
public abstract class HttpTransportTck {
  /** How long the transports under test may see nothing move. */
  private static final Duration IDLE = Duration.ofMillis(300);

  private static final Duration LONG = Duration.ofSeconds(10);

  private HttpTransport transport;
  private Set<Thread> threadsBefore = Set.of();
  @TempDir Path folder;

  /** For the subclass. */
  protected HttpTransportTck() {}

  /** A new transport, closed by the suite. */
  protected abstract HttpTransport create(TransportConfig config) throws IOException;

  /** Whether it notices that a server takes no more of a body; true by default. */
  protected boolean watchesUploads() {
    return true;
  }

  /** Whether an interrupt ends a wait for the body; true by default. */
  protected boolean readsAreInterruptible() {
    return true;
  }

  /** Whether connections are kept for the next request; true by default. */
  protected boolean reusesConnections() {
    return true;
  }

  /** A part of the names of the threads that closing must end; empty when there are none. */
  protected String threadName() {
    return "";
  }

  private Set<Thread> threads() {
    String name = threadName();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !name.isEmpty() && thread.getName().contains(name))
        .collect(Collectors.toSet());
  }

  @BeforeEach
  void open() throws IOException {
    threadsBefore = threads();
    transport =
        create(
            new TransportConfig() {
              @Override
              public Duration idleTimeout() {
                return IDLE;
              }
            });
  }

  @AfterEach
  void close() {
    transport.close();
  }

  private static TransportRequest request(String method, URI uri, RequestBody body) {
    return new TransportRequest(method, uri, Headers.EMPTY, body, LONG);
  }

  private TransportResponse get(URI uri) throws IOException {
    return transport.send(request("GET", uri, RequestBody.EMPTY));
  }

  private static String text(TransportResponse response) throws IOException {
    try (response) {
      return new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private TransportException failure(TransportException.Kind kind, Callable<?> action) {
    TransportException e = assertThrows(TransportException.class, action::call);
    assertEquals(kind, e.kind(), e.getMessage());
    return e;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(5, TimeUnit.SECONDS), "took too long");
  }

  // What goes out.

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
    for (String method : List.of("POST", "PUT", "PATCH")) {
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
      assertEquals("600001", text(transport.send(request("PATCH", server.uri("/"), body))));
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
    URI nowhere = URI.create("http://localhost:" + freePort() + "/");
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
                new TransportRequest("GET", server.uri("/"), headers, RequestBody.EMPTY, LONG)));
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

  // What comes back.

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

  // What goes wrong.

  @Test
  void refusedConnectionNamesTheServer() throws Exception {
    int port = freePort();
    TransportException e =
        failure(
            TransportException.Kind.TRANSIENT,
            () -> get(URI.create("http://localhost:" + port + "/v2/?token=secret")));
    assertEquals("connection refused by localhost:" + port, e.getMessage());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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
  void urlThatCannotBeRequestedIsPermanent() {
    for (String url : List.of("ftp://localhost/?secret", "/relative?secret", "http:///x?secret")) {
      TransportException e = failure(TransportException.Kind.PERMANENT, () -> get(URI.create(url)));
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
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
            })) {
      for (RequestBody body : List.of(RequestBody.EMPTY, new RequestBody.Bytes(new byte[10]))) {
        Duration timeout = Duration.ofMillis(200);
        TransportRequest request =
            new TransportRequest("POST", server.uri("/"), Headers.EMPTY, body, timeout);
        failure(TransportException.Kind.TRANSIENT, () -> transport.send(request));
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
                });
        TransportResponse answer = get(server.uri("/"))) {
      assertEquals(3, answer.body().readNBytes(3).length);
      failure(TransportException.Kind.TRANSIENT, () -> answer.body().read());
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void uploadThatStallsIsCut() throws Exception {
    assumeTrue(watchesUploads());
    try (WireServer server = new WireServer(WireServer.Call::ignore)) {
      RequestBody body = new RequestBody.OneShot(new Zeros(1L << 30), 1L << 30);
      TransportException e =
          failure(
              TransportException.Kind.TRANSIENT,
              () -> transport.send(request("PUT", server.uri("/"), body)));
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

  // What the caller ends.

  @Test
  void earlyCloseCutsTheConnection() throws Exception {
    try (WireServer server = new WireServer(call -> call.replyZeros(1L << 40))) {
      TransportResponse answer = get(server.uri("/"));
      assertEquals(0, answer.body().read());
      answer.close();
      assertTrue(server.sawClientGo());
      assertThrows(IOException.class, () -> answer.body().readAllBytes());
      answer.close();
    }
  }

  @Test
  void interruptWhileWaitingForTheHeadCancels() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              arrived.countDown();
              call.stall();
            })) {
      cancelledBy(arrived, () -> get(server.uri("/")));
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void interruptWhileSendingCancels() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              arrived.countDown();
              call.drain();
            })) {
      RequestBody body = new RequestBody.OneShot(new Zeros(1L << 40), 1L << 40);
      cancelledBy(arrived, () -> transport.send(request("PUT", server.uri("/"), body)));
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void interruptWhileReadingCancels() throws Exception {
    assumeTrue(readsAreInterruptible());
    CountDownLatch reading = new CountDownLatch(1);
    try (WireServer server =
            new WireServer(
                call -> {
                  call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                  call.stall();
                });
        HttpTransport patient = create(TransportConfig.DEFAULT)) {
      cancelledBy(
          reading,
          () -> {
            TransportResponse answer =
                patient.send(request("GET", server.uri("/"), RequestBody.EMPTY));
            reading.countDown();
            return answer.body().readAllBytes();
          });
      assertTrue(server.sawClientGo());
    }
  }

  /** Runs the action and interrupts it once that is reached. */
  private static void cancelledBy(CountDownLatch reached, Callable<?> action) throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch done = new CountDownLatch(1);
      Future<?> running =
          one.submit(
              () -> {
                try {
                  return action.call();
                } finally {
                  flag.set(Thread.currentThread().isInterrupted());
                  done.countDown();
                }
              });
      await(reached);
      one.shutdownNow();
      await(done);
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> running.get(5, TimeUnit.SECONDS));
      assertInstanceOf(OperationCancelledException.class, e.getCause());
      assertTrue(flag.get(), "the interrupt is kept");
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void closingTheTransportEndsExchangesConnectionsAndThreads() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (WireServer idle = new WireServer(call -> call.reply(200, "ok"));
        WireServer silent =
            new WireServer(
                call -> {
                  arrived.countDown();
                  call.stall();
                });
        WireServer half =
            new WireServer(
                call -> {
                  call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                  call.stall();
                })) {
      assertEquals("ok", text(get(idle.uri("/"))));
      TransportResponse answer = get(half.uri("/"));
      Future<?> waiting = one.submit(() -> get(silent.uri("/")));
      await(arrived);
      transport.close();
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> waiting.get(5, TimeUnit.SECONDS));
      assertInstanceOf(TransportException.class, e.getCause());
      assertThrows(TransportException.class, () -> answer.body().readAllBytes());
      assertTrue(idle.sawClientGo() && silent.sawClientGo() && half.sawClientGo());
      assertThrows(TransportException.class, () -> get(idle.uri("/")));
      transport.close();
      Set<Thread> left = new HashSet<>(threads());
      left.removeAll(threadsBefore);
      assertEquals(Set.of(), left);
    } finally {
      one.shutdownNow();
    }
  }

  /** So many zeros, of no memory. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(len, left);
      left -= n;
      return n;
    }
  }
}
