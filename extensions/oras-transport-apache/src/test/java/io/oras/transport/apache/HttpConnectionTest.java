package io.oras.transport.apache;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
}
