package io.oras.transport.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AddressRuleTest {
  private final List<InetAddress> judged = new CopyOnWriteArrayList<>();

  private static HttpTransport transport(AddressResolver resolver) {
    return new ApacheTransport(
        new TransportConfig() {
          @Override
          public Environment environment() {
            return Environment.of(Map.of(), Path.of("home"), "Linux");
          }
        },
        resolver);
  }

  private static void get(HttpTransport transport, int port, AddressRule rule) throws IOException {
    URI uri = URI.create("http://auth.example:" + port + "/token");
    transport.send(TransportRequest.of("GET", uri).toBuilder().addressRule(rule).build()).close();
  }

  private static InetAddress address(int... parts) throws IOException {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) parts[i];
    }
    return InetAddress.getByAddress(bytes);
  }

  private static void refuseLoopback(InetAddress address) throws TransportException {
    if (address.isLoopbackAddress()) {
      throw new TransportException(TransportException.Kind.PERMANENT, "refused", null);
    }
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsConnectedTo() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    AddressResolver once =
        host -> {
          lookUps.incrementAndGet();
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        HttpTransport transport = transport(once)) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  int unused = socket.getInputStream().read(new byte[4096]);
                  String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The test is over.
                }
              });
      thread.start();
      get(transport, server.getLocalPort(), judged::add);
      thread.join();
    }
    assertEquals(List.of(InetAddress.getLoopbackAddress()), judged);
    assertEquals(1, lookUps.get());
  }

  @Test
  void oneAddressThatIsRefusedRefusesTheName() throws Exception {
    InetAddress elsewhere = address(192, 0, 2, 1);
    AddressResolver both = host -> new InetAddress[] {elsewhere, InetAddress.getLoopbackAddress()};
    try (HttpTransport transport = transport(both)) {
      TransportException e =
          assertThrows(
              TransportException.class, () -> get(transport, 1, AddressRuleTest::refuseLoopback));
      assertEquals("refused", e.getMessage());
    }
  }
}
