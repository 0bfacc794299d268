package io.oras.transport.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ConnectionMonitor monitor = new ConnectionMonitor(() -> {});
  private final HttpConnection connection = new HttpConnection(monitor, LONG, LONG);
  private ServerSocket server;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    connection.open(
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
        LONG,
        new FailureTranslator("server", Optional.empty()));
    connection.passivate();
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    monitor.close();
    server.close();
  }

  @Test
  void idleConnectionThatWasFoundUsableExpiresNoMore() throws Exception {
    long deadline = connection.deadline();
    assertFalse(connection.isStale());
    assertFalse(connection.expire(deadline));
    connection.activate();
    assertTrue(connection.channel().isOpen());
  }

  @Test
  void idleConnectionThatHasExpiredIsNotUsable() {
    assertTrue(connection.expire(connection.deadline()));
    assertTrue(connection.isStale());
  }

  @Test
  void recordsWithoutDataKeepNoRequestWaitingForEver() throws Exception {
    startTls(
        () -> {
          assertNotEquals(HttpConnection.NO_DEADLINE, connection.deadline());
          assertTrue(connection.expire(connection.deadline()));
        });
    assertTrue(connection.isStale());
    assertFalse(connection.channel().isOpen());
  }

  @Test
  void connectionWithTlsThatWasFoundUsableExpiresNoMore() throws Exception {
    startTls(() -> {});
    assertFalse(connection.isStale());
    assertEquals(HttpConnection.NO_DEADLINE, connection.deadline());
  }

  /** Starts TLS, and lets a byte wait below it, which makes the connection look there. */
  private void startTls(Runnable duringRead) throws IOException {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(new byte[2]);
      assertEquals(0, connection.socket().getInputStream().read()); // The other is here as well.
      connection.startTls(new ScriptedTls(duringRead), "a_name", 443, true);
      connection.passivate();
    }
  }
}
