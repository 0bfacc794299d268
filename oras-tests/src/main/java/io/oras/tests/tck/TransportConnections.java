package io.oras.tests.tck;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of addresses and of the lifetime of connections. */
abstract class TransportConnections extends TransportProxies {
  @Test
  void addressReplacesTheLookUpAndTheServerSeesItsName() throws Exception {
    assumeTrue(usesAddresses());
    try (WireServer server = new WireServer(call -> call.reply(200, "plain"));
        HttpTransport from =
            create(
                new TestConfig()
                    .address(
                        "http://elsewhere.example",
                        InetSocketAddress.createUnresolved("localhost", server.port())))) {
      for (int i = 0; i < 2; i++) {
        assertEquals("plain", get(from, URI.create("http://elsewhere.example/a?b=%2F")));
      }
      assertEquals("elsewhere.example", server.calls.get(0).header("Host").orElse(""));
      assertTrue(!reusesConnections() || server.connections() == 1);
    }
  }

  @Test
  void addressReplacesTheLookUpAndTlsKeepsTheName() throws Exception {
    assumeTrue(usesAddresses() && usesTlsSettings());
    URI uri = URI.create("https://elsewhere.example/");
    URI other = URI.create("https://other.example/");
    try (WireServer server = secureElsewhere(call -> call.reply(200, "safe"))) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      try (HttpTransport from =
          create(
              new TestConfig()
                  .address("https://elsewhere.example", address)
                  .address("https://other.example", address)
                  .tls(uri, TRUSTING)
                  .tls(other, TRUSTING))) {
        assertEquals("safe", get(from, uri));
        failure(Kind.PERMANENT, () -> get(from, other));
      }
    }
  }

  @Test
  void addressThatARuleRefusesGetsNoConnection() throws Exception {
    assumeTrue(usesAddresses());
    List<InetAddress> judged = new CopyOnWriteArrayList<>();
    AddressRule admitting = judged::add;
    AddressRule refusing =
        address -> {
          throw new TransportException(Kind.PERMANENT, "this address is refused", null);
        };
    try (WireServer server = new WireServer(call -> call.reply(200, "ok"))) {
      assertEquals("ok", get(server.uri("/"), admitting));
      assertTrue(judged.stream().anyMatch(InetAddress::isLoopbackAddress), judged::toString);
      int before = server.connections();
      TransportException e = failure(Kind.PERMANENT, () -> get(server.uri("/"), refusing));
      assertEquals("this address is refused", e.getMessage());
      assertEquals(before, server.connections());
      assertEquals(1, server.calls.size());
    }
  }

  @Test
  void rulesOfManyRegistriesNeedNoMoreThreads() throws Exception {
    assumeTrue(usesAddresses());
    try (WireServer server = new WireServer(call -> call.reply(200, "ok"))) {
      int before = threadsOfTheTransport();
      for (int i = 0; i < 100; i++) {
        List<InetAddress> ofOne = new ArrayList<>();
        assertEquals("ok", get(server.uri("/"), address -> ofOne.add(address)));
        assertFalse(ofOne.isEmpty());
      }
      int more = threadsOfTheTransport() - before;
      assertTrue(more < 30, more + " more threads");
    }
  }

  private static int threadsOfTheTransport() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().equals("wire-server"))
            .count();
  }

  private String get(URI uri, AddressRule rule) throws IOException {
    return text(
        transport.send(
            request("GET", uri, RequestBody.EMPTY).toBuilder().addressRule(rule).build()));
  }

  /** Sends a body that cannot be sent again. */
  private String put(HttpTransport to, URI uri) throws IOException {
    RequestBody once = new RequestBody.OneShot(new ByteArrayInputStream(new byte[5000]), 5000);
    return text(to.send(request("PUT", uri, once)));
  }

  @Test
  void connectionThatTheServerHasClosedIsNotUsed() throws Exception {
    assumeTrue(reusesConnections());
    try (WireServer server =
        new WireServer(
            call -> {
              long size = call.drain();
              call.reply(200, "" + size);
              call.socket().close();
            })) {
      for (int i = 0; i < 10; i++) {
        assertEquals("5000", afterwards(() -> put(transport, server.uri("/"))));
        server.awaitEnd();
      }
    }
  }

  @Test
  void whatAServerSendsUnaskedIsNotTheNextAnswer() throws Exception {
    assumeTrue(checksFraming());
    assumeTrue(reusesConnections());
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              call.reply(200, call.target());
              if (call.target().equals("/first")) {
                await(read);
                call.reply(200, "unasked");
                sent.countDown();
              }
            })) {
      assertEquals("/first", text(get(server.uri("/first"))));
      read.countDown();
      await(sent);
      assertEquals("/second", afterwards(() -> text(get(server.uri("/second")))));
    }
  }

  @Test
  void bytesAfterTheEndOfAnAnswerAreNotTheNextAnswer() throws Exception {
    assumeTrue(checksFraming());
    try (WireServer server =
        new WireServer(
            call ->
                call.reply(
                    "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"
                        + "HTTP/1.1 200 OK\nContent-Length: 7\n\nunasked"))) {
      for (int i = 0; i < 3; i++) {
        assertEquals("ok", afterwards(() -> text(get(server.uri("/")))));
      }
    }
  }

  private interface Attempt {
    String run() throws IOException;
  }

  /** A transport that does not look at idle connections may fail once. */
  private String afterwards(Attempt attempt) throws IOException {
    try {
      return attempt.run();
    } catch (TransportException e) {
      assertFalse(checksIdleConnections(), () -> "failed: " + e);
      assertEquals(Kind.TRANSIENT, e.kind());
      return attempt.run();
    }
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    assumeTrue(reusesConnections() && closesIdleConnections());
    try (WireServer server = new WireServer(call -> call.reply(200, "ok"));
        HttpTransport from = create(new TestConfig().keepAlive(Duration.ofMillis(50)))) {
      assertEquals("ok", get(from, server.uri("/")));
      assertTrue(server.sawClientGo());
      assertEquals("ok", get(from, server.uri("/")));
    }
  }

  @Test
  void fileThatTheServerDoesNotTakeIsCut() throws Exception {
    assumeTrue(watchesUploads());
    Path file = folder.resolve("large");
    try (var large = FileChannel.open(file, CREATE, WRITE)) {
      large.position((64 << 20) - 1);
      large.write(ByteBuffer.allocate(1));
    }
    try (WireServer server = new WireServer(WireServer.Call::ignore);
        HttpTransport shortIdle = withShortIdleTimeout()) {
      failure(
          Kind.TRANSIENT,
          () ->
              shortIdle.send(
                  request("PUT", server.uri("/"), new RequestBody.FileRegion(file, 0, 64 << 20))));
    }
  }

  /** A server that does not even accept: connections to it stay half open. */
  private static final class FullServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    FullServer() throws IOException {
      try {
        for (int i = 0; i < 100; i++) {
          Socket socket = new Socket();
          waiting.add(socket);
          socket.connect(listener.getLocalSocketAddress(), 200);
        }
      } catch (IOException e) {
        return;
      }
      assumeTrue(false, "this system queues every connection");
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
      listener.close();
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void connectionThatIsNotMadeInTimeIsTransient() throws Exception {
    try (FullServer server = new FullServer();
        HttpTransport from = create(new TestConfig().connectTimeout(Duration.ofMillis(300)))) {
      TransportException e = failure(Kind.TRANSIENT, () -> get(from, server.uri()));
      assertTrue(e.getMessage().contains(server.uri().getAuthority()), e.getMessage());
    }
  }

  @Test
  void interruptWhileConnectingCancels() throws Exception {
    assumeTrue(connectingIsInterruptible());
    CountDownLatch chosen = new CountDownLatch(1);
    try (FullServer server = new FullServer();
        HttpTransport from = create(new TestConfig().proxy(new DirectSelector(chosen)))) {
      cancelledBy(chosen, () -> get(from, server.uri()));
    }
  }

  @Test
  void interruptDuringTheHandshakeCancels() throws Exception {
    assumeTrue(connectingIsInterruptible());
    CountDownLatch arrived = new CountDownLatch(1);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HttpTransport from = create(new TestConfig())) {
      accept(silent, arrived);
      URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/");
      cancelledBy(arrived, () -> get(from, uri));
    }
  }

  @Test
  void closingTheTransportEndsEveryWait() throws Exception {
    assumeTrue(closingEndsWaits());
    CountDownLatch shaking = new CountDownLatch(1);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch chosen = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FullServer full = new FullServer();
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        WireServer deaf =
            new WireServer(
                call -> {
                  sending.countDown();
                  call.ignore();
                });
        WireServer half =
            new WireServer(
                call -> {
                  call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                  call.stall();
                })) {
      HttpTransport from = create(new TestConfig().proxy(new DirectSelector(chosen)));
      accept(silent, shaking);
      URI secure = URI.create("https://localhost:" + silent.getLocalPort() + "/");
      RequestBody endless = new RequestBody.OneShot(new Zeros(1L << 40), 1L << 40);
      List<Future<?>> waiting = new ArrayList<>();
      waiting.add(threads.submit(() -> get(from, full.uri())));
      waiting.add(threads.submit(() -> get(from, secure)));
      waiting.add(threads.submit(() -> from.send(request("PUT", deaf.uri("/"), endless))));
      waiting.add(threads.submit(() -> readTwice(from, half.uri("/"), reading)));
      await(chosen);
      await(shaking);
      await(sending);
      await(reading);
      from.close();
      for (Future<?> ended : waiting) {
        ExecutionException e =
            assertThrows(
                ExecutionException.class, () -> ended.get(SafetyLimit.SECONDS, TimeUnit.SECONDS));
        TransportException cause = assertInstanceOf(TransportException.class, e.getCause());
        assertEquals(Kind.PERMANENT, cause.kind(), cause.getMessage());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads what has come of the body, and then waits for more. */
  private static int readTwice(HttpTransport from, URI uri, CountDownLatch once)
      throws IOException {
    try (TransportResponse answer = from.send(request("GET", uri, RequestBody.EMPTY))) {
      answer.body().readNBytes(3);
      once.countDown();
      return answer.body().read();
    }
  }

  private static void accept(ServerSocket silent, CountDownLatch arrived) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Socket unused = silent.accept();
                arrived.countDown();
              } catch (IOException e) {
                // The test is over.
              }
            },
            "silent-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void closedResponseDoesNotDisturbTheNextRequest() throws Exception {
    try (WireServer server =
        new WireServer(
            call -> {
              if (call.target().equals("/large")) {
                call.replyZeros(64 << 20);
              } else {
                call.reply(200, call.target());
              }
            })) {
      for (int i = 0; i < 3; i++) {
        TransportResponse large = get(server.uri("/large"));
        assertEquals(0, large.body().read());
        large.close();
        assertEquals("/next", text(get(server.uri("/next"))));
      }
    }
  }
}
