package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.transport.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs of the machine can make a relay do. */
class AddressOverrideProxyTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "CONNECT registry.example:443"})
  void aCallerThatSendsNoWholeRequestGetsNoConnection(String sent) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    AddressOverrideProxy.Target target =
        (socket, server, timeoutMillis) -> {
          connections.incrementAndGet();
          throw new IOException("nobody is there");
        };
    Origin origin = new Origin("https", "registry.example", 443);
    try (AddressOverrideProxy relay = new AddressOverrideProxy(target, origin, LoopServer.LIMIT);
        Socket caller = new Socket()) {
      caller.connect((InetSocketAddress) relay.proxy().address());
      caller.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      caller.shutdownOutput();
      assertEquals(-1, caller.getInputStream().read());
      assertEquals(0, connections.get());
    }
  }

  @Test
  void aHeadOfManyLinesIsNotKeptInMemory() {
    byte[] lines = "a: b\r\n".repeat(1 << 18).getBytes(StandardCharsets.US_ASCII);
    InputStream in = new ByteArrayInputStream(lines);
    IOException e = assertThrows(IOException.class, () -> HostRewriter.head(in));
    assertEquals("a head of more than 1048576 bytes", e.getMessage());
  }
}
