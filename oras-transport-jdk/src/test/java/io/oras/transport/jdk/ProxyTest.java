package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private static final String ASKS =
      """
      HTTP/1.1 407 Proxy Authentication Required\r
      Proxy-Authenticate: Basic realm="p"\r
      Content-Length: 0\r
      \r
      """;

  private static HttpTransport transport(TransportConfig config) {
    return new JdkTransportProvider().create(config);
  }

  private static HttpTransport transport(Map<String, String> variables) {
    return transport(
        new TransportConfig() {
          @Override
          public Environment environment() {
            return Environment.of(variables, Path.of("home"), "Linux");
          }
        });
  }

  private static String get(HttpTransport transport, String url) throws IOException {
    try (TransportResponse answer =
        transport.send(
            TransportRequest.builder()
                .method("GET")
                .uri(URI.create(url))
                .timeout(LoopServer.LIMIT)
                .build())) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void plainRequestsGoThroughTheProxyOfTheEnvironmentWithItsPassword() throws Exception {
    try (LoopServer proxy = new LoopServer(head -> LoopServer.ok("proxied"));
        HttpTransport transport =
            transport(Map.of("HTTP_PROXY", "http://me:secret@localhost:" + proxy.port()))) {
      assertEquals("proxied", get(transport, "http://reg.example/v2/?a=%2F"));
      String head = proxy.heads.get(0);
      assertTrue(head.startsWith("GET http://reg.example/v2/?a=%2F HTTP/1.1\n"), head);
      assertTrue(head.contains("Proxy-Authorization: Basic bWU6c2VjcmV0\n"), head);
    }
  }

  @Test
  void serversThatTheEnvironmentExceptsSeeNoProxyAndNoPasswordOfIt() throws Exception {
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("straight"));
        HttpTransport transport = transport(Map.of("HTTP_PROXY", "http://me:secret@localhost:1"))) {
      assertEquals("straight", get(transport, "http://localhost:" + server.port() + "/"));
      assertFalse(server.heads.get(0).contains("Proxy-"), server.heads.get(0));
    }
  }

  @Test
  void proxyOfTheConfigurationComesBeforeTheEnvironment() throws Exception {
    try (LoopServer proxy = new LoopServer(head -> LoopServer.ok("configured"))) {
      TransportConfig config =
          new TransportConfig() {
            @Override
            public Optional<ProxySelector> proxy() {
              return Optional.of(
                  ProxySelector.of(new InetSocketAddress("localhost", proxy.port())));
            }

            @Override
            public Environment environment() {
              return Environment.of(Map.of("HTTP_PROXY", "localhost:1"), Path.of("home"), "Linux");
            }
          };
      try (HttpTransport transport = transport(config)) {
        assertEquals("configured", get(transport, "http://reg.example/"));
      }
    }
  }

  @Test
  void proxyThatWantsAPasswordSaysHowToGiveOne() throws Exception {
    try (LoopServer proxy = new LoopServer(head -> ASKS)) {
      Map<String, String> environment =
          Map.of(
              "HTTP_PROXY", "localhost:" + proxy.port(),
              "HTTPS_PROXY", "me:secret@localhost:" + proxy.port());
      try (HttpTransport transport = transport(environment)) {
        for (String url : new String[] {"http://reg.example/", "https://reg.example/"}) {
          TransportException e = assertThrows(TransportException.class, () -> get(transport, url));
          assertEquals(TransportException.Kind.PERMANENT, e.kind());
          assertTrue(e.getMessage().contains("the proxy localhost:" + proxy.port()));
          assertTrue(e.getMessage().contains("jdk.http.auth.tunneling.disabledSchemes"));
          assertFalse(e.getMessage().contains("secret"));
        }
      }
    }
  }

  @Test
  void proxyThatIsNotThereIsNamed() {
    try (HttpTransport transport = transport(Map.of("HTTPS_PROXY", "localhost:1"))) {
      TransportException e =
          assertThrows(
              TransportException.class, () -> get(transport, "https://reg.example/?secret"));
      assertEquals(
          "connection refused by the proxy localhost:1 before reg.example", e.getMessage());
    }
  }

  @Test
  void proxyThatTheClientCannotUseIsAnErrorAndNothingGoesPastIt() throws Exception {
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("past the proxy"))) {
      TransportConfig config =
          new TransportConfig() {
            @Override
            public Optional<ProxySelector> proxy() {
              return Optional.of(new SocksSelector());
            }
          };
      try (HttpTransport transport = transport(config)) {
        TransportException e =
            assertThrows(
                TransportException.class,
                () -> get(transport, "http://localhost:" + server.port() + "/"));
        assertTrue(e.getMessage().contains("cannot use the proxy"), e.getMessage());
        assertEquals(TransportException.Kind.PERMANENT, e.kind());
        assertTrue(server.heads.isEmpty());
      }
    }
  }

  private static final class SocksSelector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("localhost", 1)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }
}
