package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host whose name has an underscore, which the JDK's client refuses. */
class UnderscoreHostTest {
  private static HttpTransport transport(
      Map<Origin, Integer> ports, Map<String, String> variables) {
    return new JdkTransportProvider().create(config(ports, variables));
  }

  private static TransportConfig config(Map<Origin, Integer> ports, Map<String, String> variables) {
    return new TransportConfig() {
      @Override
      public Optional<InetSocketAddress> address(Origin origin) {
        return Optional.ofNullable(ports.get(origin))
            .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }

      @Override
      public Environment environment() {
        return Environment.of(variables, Path.of("home"), "Linux");
      }
    };
  }

  private static String send(HttpTransport transport, String url) throws IOException {
    try (TransportResponse answer =
        transport.send(
            TransportRequest.builder()
                .method("POST")
                .uri(URI.create(url))
                .timeout(LoopServer.LIMIT)
                .build())) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> lines(LoopServer server, int request) {
    return server.heads.get(request).lines().toList();
  }

  @Test
  void serverAtAGivenAddressSeesTheNameAndEachRequest() throws Exception {
    Origin origin = new Origin("http", "my_registry", 5000);
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("answer"));
        HttpTransport transport = transport(Map.of(origin, server.port()), Map.of())) {
      for (int i = 0; i < 2; i++) {
        String url = "http://my_registry:5000/v2/a%2Fb?q=" + i;
        assertEquals("answer", send(transport, url));
        assertTrue(lines(server, i).get(0).endsWith("/v2/a%2Fb?q=" + i + " HTTP/1.1"));
        assertTrue(lines(server, i).contains("Host: my_registry:5000"), server.heads.get(i));
        assertFalse(server.heads.get(i).contains("2001:db8"), server.heads.get(i));
      }
    }
  }

  @Test
  void anotherProgramOfTheMachineCannotUseTheConnection() throws Exception {
    Origin origin = new Origin("http", "my_registry", 5000);
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("answer"));
        RouteSelector routes =
            new RouteSelector(config(Map.of(origin, server.port()), Map.of()), Resolver.SYSTEM)) {
      Proxy relay = routes.to(URI.create("http://my_registry:5000/v2/"), false).proxy();
      for (String proof : List.of("", "Proxy-Authorization: Relay guessed\r\n")) {
        try (Socket otherProgram = new Socket()) {
          otherProgram.connect(relay.address());
          String head = "GET http://my_registry:5000/v2/ HTTP/1.1\r\n" + proof + "\r\n";
          otherProgram.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          assertEquals(-1, otherProgram.getInputStream().read());
        }
      }
      assertEquals(List.of(), server.heads);
    }
  }

  @Test
  void twoSuchHostsAreKeptApart() throws Exception {
    Origin one = new Origin("http", "one_host", 80);
    Origin two = new Origin("http", "two_host", 80);
    try (LoopServer first = new LoopServer(head -> LoopServer.ok("first"));
        LoopServer second = new LoopServer(head -> LoopServer.ok("second"));
        HttpTransport transport =
            transport(Map.of(one, first.port(), two, second.port()), Map.of())) {
      assertEquals("first", send(transport, "http://one_host/"));
      assertEquals("second", send(transport, "http://two_host/"));
      assertTrue(lines(second, 0).contains("Host: two_host"), second.heads.get(0));
    }
  }

  @Test
  void proxyGetsTheNameAndItsPassword() throws Exception {
    try (LoopServer proxy = new LoopServer(head -> LoopServer.ok("proxied"));
        HttpTransport transport =
            transport(
                Map.of(), Map.of("HTTP_PROXY", "http://me:secret@localhost:" + proxy.port()))) {
      assertEquals("proxied", send(transport, "http://my_registry:5000/v2/"));
      assertEquals("POST http://my_registry:5000/v2/ HTTP/1.1", lines(proxy, 0).get(0));
      assertTrue(proxy.heads.get(0).contains("Proxy-Authorization: Basic "), "no password");
    }
  }

  @Test
  void nameThatIsNotKnownIsSaidSo() {
    try (HttpTransport transport = transport(Map.of(), Map.of())) {
      TransportException e =
          assertThrows(
              TransportException.class, () -> send(transport, "http://no_such.invalid:5000/"));
      assertEquals("unknown host: no_such.invalid:5000", e.getMessage());
      assertEquals(TransportException.Kind.PERMANENT, e.kind());
    }
  }

  private static HttpTransport secure(Origin origin, LoopServer server, TlsSettings tls) {
    return new JdkTransportProvider()
        .create(
            new TransportConfig() {
              @Override
              public Optional<InetSocketAddress> address(Origin asked) {
                return Optional.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
              }

              @Override
              public TlsSettings tls(Origin asked) {
                return asked.equals(origin) ? tls : TlsSettings.defaults();
              }
            });
  }

  private static TlsSettings trusting(String authority) throws Exception {
    return TlsSettings.builder().authority(TestTls.file(authority)).build();
  }

  private static LoopServer server(String name) throws Exception {
    return new LoopServer(TestTls.listen(name), head -> LoopServer.ok("safe"));
  }

  @Test
  void certificateOfTheNameIsTrusted() throws Exception {
    Origin origin = new Origin("https", "my_registry", 5000);
    try (LoopServer server = server("underscore");
        HttpTransport transport = secure(origin, server, trusting("underscore.pem"))) {
      for (int i = 0; i < 2; i++) {
        assertEquals("safe", send(transport, origin + "/v2/a?q=" + i));
        assertTrue(lines(server, i).contains("Host: my_registry:5000"), server.heads.get(i));
        assertFalse(server.heads.get(i).contains("Proxy-Authorization"), server.heads.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://other_registry:5000, underscore, underscore.pem, No subject alternative DNS name",
    "https://my_registry:5000, underscore, ca.pem, PKIX path",
    "https://my_registry:5000, elsewhere, ca.pem, No subject alternative DNS name",
    "https://my_registry:5000, expired, expired.pem, PKIX path"
  })
  void certificateOfAnotherNameOrAuthorityIsNotTrustedAndGetsNothing(
      String url, String certificate, String authority, String cause) throws Exception {
    Origin origin = Origin.of(URI.create(url));
    try (LoopServer server = server(certificate);
        HttpTransport transport = secure(origin, server, trusting(authority))) {
      TransportException e =
          assertThrows(TransportException.class, () -> send(transport, url + "/v2/"));
      assertEquals(TransportException.Kind.PERMANENT, e.kind(), e.getMessage());
      assertTrue(e.getMessage().contains("is not trusted"), e.getMessage());
      assertTrue(e.getMessage().contains(cause), e.getMessage());
      assertEquals(List.of(), server.heads);
    }
  }

  @Test
  void insecureTrustsEveryCertificate() throws Exception {
    Origin origin = new Origin("https", "my_registry", 5000);
    TlsSettings insecure = TlsSettings.builder().insecure(true).build();
    try (LoopServer server = server("elsewhere");
        HttpTransport transport = secure(origin, server, insecure)) {
      assertEquals("safe", send(transport, origin + "/"));
    }
  }

  @Test
  void tlsBehindAProxyIsRefusedWithTheCause() {
    try (HttpTransport transport =
        transport(Map.of(), Map.of("HTTPS_PROXY", "http://localhost:1"))) {
      TransportException e =
          assertThrows(TransportException.class, () -> send(transport, "https://my_registry/"));
      assertTrue(e.getMessage().contains("use a name without an underscore"), e.getMessage());
    }
  }
}
