package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of proxies. */
abstract class TransportProxies extends TransportTls {
  private static final URI PLAIN = URI.create("http://reg.example/v2/?a=%2F");
  private static final String BASIC = "Basic bWU6c2VjcmV0"; // me:secret

  @Test
  void plainRequestsGoToTheProxyOfTheEnvironmentWithItsPassword() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer proxy = new WireServer(call -> call.reply(200, "proxied"));
        HttpTransport from =
            create(
                new TestConfig()
                    .variable("HTTP_PROXY", "http://me:secret@localhost:" + proxy.port()))) {
      for (int i = 0; i < 2; i++) {
        assertEquals("proxied", get(from, PLAIN));
        WireServer.Call call = proxy.calls.get(i);
        assertEquals("GET http://reg.example/v2/?a=%2F HTTP/1.1", call.line());
        assertEquals("reg.example", call.header("Host").orElse(""));
        assertEquals(BASIC, call.header("Proxy-Authorization").orElse(""));
      }
      assertTrue(!reusesConnections() || proxy.connections() == 1);
    }
  }

  @Test
  void secureRequestsGoThroughATunnelThatSeesNothingOfThem() throws Exception {
    assumeTrue(usesProxies() && usesTlsSettings());
    try (WireServer server = secureServer(call -> call.reply(200, "safe"));
        WireServer proxy = new WireServer(call -> call.tunnel(server.port()));
        HttpTransport from =
            create(
                new TestConfig()
                    .proxy(Proxy.Type.HTTP, proxy.port())
                    .tls(server.uri("/"), TRUSTING))) {
      for (int i = 0; i < 2; i++) {
        assertEquals("safe", get(from, server.uri("/v2/")));
      }
      assertEquals("/v2/", server.calls.get(0).target());
      assertEquals("CONNECT localhost:" + server.port() + " HTTP/1.1", proxy.calls.get(0).line());
      assertTrue(!reusesConnections() || proxy.connections() == 1);
    }
  }

  @Test
  void tunnelTakesThePasswordAndTheServerDoesNotGetIt() throws Exception {
    assumeTrue(usesProxies() && usesTlsSettings() && sendsTunnelPasswords());
    // A name that resolves to no loopback address: those never go to a proxy of the environment.
    URI elsewhere = URI.create("https://elsewhere.example/");
    try (WireServer server = secureElsewhere(call -> call.reply(200, "safe"));
        WireServer proxy = new WireServer(call -> call.tunnel(server.port()));
        HttpTransport from =
            create(
                new TestConfig()
                    .variable("HTTPS_PROXY", "http://me:secret@localhost:" + proxy.port())
                    .tls(elsewhere, TRUSTING))) {
      assertEquals("safe", get(from, elsewhere));
      WireServer.Call connect = proxy.calls.get(0);
      assertEquals("CONNECT elsewhere.example:443 HTTP/1.1", connect.line());
      assertEquals(BASIC, connect.header("Proxy-Authorization").orElse(""));
      assertTrue(server.calls.get(0).header("Proxy-Authorization").isEmpty());
    }
  }

  @Test
  void serversThatTheEnvironmentExcludesAreReachedDirectlyAndGetNoPassword() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "direct"));
        WireServer proxy = new WireServer(call -> call.reply(200, "proxied"));
        HttpTransport from =
            create(
                new TestConfig()
                    .variable("HTTP_PROXY", "http://me:secret@localhost:" + proxy.port())
                    .variable("NO_PROXY", ".invalid"))) {
      assertEquals("direct", get(from, server.uri("/")));
      assertTrue(server.calls.get(0).header("Proxy-Authorization").isEmpty());
      failure(Kind.PERMANENT, () -> get(from, URI.create("http://no-such-host.invalid/")));
      assertEquals(List.of(), proxy.calls);
    }
  }

  @Test
  void proxyOfTheConfigurationComesBeforeTheEnvironment() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer proxy = new WireServer(call -> call.reply(200, "configured"));
        HttpTransport from =
            create(
                new TestConfig()
                    .variable("HTTP_PROXY", "http://localhost:" + closedPort())
                    .proxy(Proxy.Type.HTTP, proxy.port()))) {
      assertEquals("configured", get(from, PLAIN));
    }
  }

  @Test
  void selectorDecidesAboutAHostWithAnUnderscoreToo() throws Exception {
    assumeTrue(usesProxies() && usesAddresses());
    try (WireServer proxy = new WireServer(call -> call.reply(200, "proxied"));
        HttpTransport from = create(new TestConfig().proxy(Proxy.Type.HTTP, proxy.port()))) {
      assertEquals("proxied", get(from, URI.create("http://my_registry/v2/")));
      assertEquals("GET http://my_registry/v2/ HTTP/1.1", proxy.calls.get(0).line());
    }
  }

  @Test
  void selectorThatReturnsNothingMeansNoProxy() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "direct"));
        HttpTransport ofNull = create(new TestConfig().proxies(url -> null));
        HttpTransport ofEmpty = create(new TestConfig().proxies(url -> List.of()))) {
      assertEquals("direct", get(ofNull, server.uri("/")));
      assertEquals("direct", get(ofEmpty, server.uri("/")));
    }
  }

  @Test
  void selectorThatFailsIsAnErrorThatNamesItAndNothingIsSent() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "direct"));
        HttpTransport from =
            create(
                new TestConfig()
                    .proxies(
                        url -> {
                          throw new IllegalStateException("no settings");
                        }))) {
      TransportException e = failure(Kind.PERMANENT, () -> get(from, server.uri("/")));
      assertTrue(
          e.getMessage().contains("the ProxySelector failed for ")
              && e.getMessage().contains("no settings"),
          e.getMessage());
      assertEquals(List.of(), server.calls);
    }
  }

  @Test
  void authenticatedProxyOfTheConfigurationGetsItsPassword() throws Exception {
    assumeTrue(usesProxies());
    try (WireServer proxy = new WireServer(call -> call.reply(200, "proxied"));
        HttpTransport from =
            create(new TestConfig().proxy(authenticated(Proxy.Type.HTTP, proxy.port())))) {
      assertEquals("proxied", get(from, PLAIN));
      assertEquals(BASIC, proxy.calls.get(0).header("Proxy-Authorization").orElse(""));
    }
  }

  @Test
  void serverBehindAnAuthenticatedProxyDoesNotGetThePassword() throws Exception {
    assumeTrue(usesProxies() && usesTlsSettings() && sendsTunnelPasswords());
    try (WireServer server = secureServer(call -> call.reply(200, "safe"));
        WireServer proxy = new WireServer(call -> call.tunnel(server.port()));
        HttpTransport from =
            create(
                new TestConfig()
                    .proxy(authenticated(Proxy.Type.HTTP, proxy.port()))
                    .tls(server.uri("/"), TRUSTING))) {
      assertEquals("safe", get(from, server.uri("/v2/")));
      assertEquals(BASIC, proxy.calls.get(0).header("Proxy-Authorization").orElse(""));
      assertTrue(server.calls.get(0).header("Proxy-Authorization").isEmpty());
    }
  }

  private static Proxy authenticated(Proxy.Type type, int port) {
    InetSocketAddress address = InetSocketAddress.createUnresolved("localhost", port);
    return new AuthenticatedProxy(type, address, "me", "secret");
  }

  @Test
  void proxyThatRefusesIsAFailureWithoutItsPassword() throws Exception {
    assumeTrue(usesProxies());
    for (String status : List.of("407 Proxy Authentication Required", "403 Forbidden")) {
      try (WireServer proxy =
          new WireServer(
              call ->
                  call.reply(
                      "HTTP/1.1 "
                          + status
                          + "\nProxy-Authenticate: Basic realm=\"p\"\nContent-Length: 0\n\n"))) {
        String url = "http://me:secret@localhost:" + proxy.port();
        try (HttpTransport from =
            create(new TestConfig().variable("HTTP_PROXY", url).variable("HTTPS_PROXY", url))) {
          if (status.startsWith("407")) {
            refused(from, PLAIN, proxy);
          }
          refused(from, URI.create("https://reg.example/"), proxy);
        }
      }
    }
  }

  private void refused(HttpTransport from, URI uri, WireServer proxy) {
    TransportException e =
        failureOfAnyKind(() -> from.send(request("GET", uri, RequestBody.EMPTY)));
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertTrue(e.getMessage().contains("reg.example"), e.getMessage());
    assertFalse(proxy.calls.isEmpty());
  }

  @Test
  void proxyThatIsNotThereIsNamed() throws Exception {
    assumeTrue(usesProxies());
    int port = closedPort();
    try (HttpTransport from =
        create(new TestConfig().variable("HTTPS_PROXY", "localhost:" + port))) {
      TransportException e =
          failure(Kind.TRANSIENT, () -> get(from, URI.create("https://reg.example/?secret")));
      assertEquals(
          "connection refused by the proxy localhost:" + port + " before reg.example",
          e.getMessage());
    }
  }

  @Test
  void noAddressIsJudgedWhereAProxyResolvesTheName() throws Exception {
    assumeTrue(usesProxies() && usesAddresses());
    AddressRule none =
        address -> {
          throw new AssertionError(address + " is judged");
        };
    try (WireServer proxy = new WireServer(call -> call.reply(200, "proxied"));
        HttpTransport from = create(new TestConfig().proxy(Proxy.Type.HTTP, proxy.port()))) {
      assertEquals(
          "proxied",
          text(
              from.send(
                  request("GET", PLAIN, RequestBody.EMPTY).toBuilder().addressRule(none).build())));
    }
  }

  @Test
  void socksProxyGetsTheNameAndLeadsToTheServer() throws Exception {
    assumeTrue(usesProxies() && usesSocksProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "proxied"));
        SocksServer proxy = new SocksServer(server.port(), "me:secret", 0);
        HttpTransport from =
            create(
                new TestConfig()
                    .variable("HTTP_PROXY", "socks5://me:secret@localhost:" + proxy.port()));
        HttpTransport configured =
            create(new TestConfig().proxy(authenticated(Proxy.Type.SOCKS, proxy.port())))) {
      for (int i = 0; i < 2; i++) {
        assertEquals("proxied", get(from, PLAIN));
      }
      assertEquals("proxied", get(configured, PLAIN));
      assertEquals(List.of("reg.example:80", "reg.example:80"), proxy.asked);
      assertEquals("/v2/?a=%2F", server.calls.get(0).target());
      assertTrue(server.calls.get(0).header("Proxy-Authorization").isEmpty());
    }
  }

  @Test
  void socksProxyGetsAnAddressAsSuchAndNoPasswordThatItDoesNotAskFor() throws Exception {
    assumeTrue(usesProxies() && usesSocksProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "proxied"));
        SocksServer proxy = new SocksServer(server.port(), "", 0);
        HttpTransport from =
            create(new TestConfig().proxy(authenticated(Proxy.Type.SOCKS, proxy.port())))) {
      assertEquals("proxied", get(from, URI.create("http://192.0.2.1:5000/")));
      assertEquals("proxied", get(from, URI.create("http://[2001:db8::1]:5000/")));
      assertEquals(List.of("/192.0.2.1:5000", "/2001:db8:0:0:0:0:0:1:5000"), proxy.asked);
    }
  }

  @Test
  void socksProxyLeadsToAServerWithTls() throws Exception {
    assumeTrue(usesProxies() && usesSocksProxies() && usesTlsSettings());
    URI elsewhere = URI.create("https://elsewhere.example:5000/");
    try (WireServer server = secureElsewhere(call -> call.reply(200, "safe"));
        SocksServer proxy = new SocksServer(server.port(), "", 0);
        HttpTransport from =
            create(
                new TestConfig().proxy(Proxy.Type.SOCKS, proxy.port()).tls(elsewhere, TRUSTING))) {
      assertEquals("safe", get(from, elsewhere));
      assertEquals(List.of("elsewhere.example:5000"), proxy.asked);
    }
  }

  @Test
  void socksProxyThatRefusesIsAFailureWithoutItsPassword() throws Exception {
    assumeTrue(usesProxies() && usesSocksProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "past the proxy"));
        SocksServer forbids = new SocksServer(server.port(), "", 2);
        SocksServer unreachable = new SocksServer(server.port(), "", 5);
        SocksServer wantsPassword = new SocksServer(server.port(), "me:other", 0)) {
      refusedBySocks(Kind.PERMANENT, "socks5://localhost:" + forbids.port());
      refusedBySocks(Kind.TRANSIENT, "socks5://localhost:" + unreachable.port());
      refusedBySocks(Kind.PERMANENT, "socks5://me:secret@localhost:" + wantsPassword.port());
      refusedBySocks(Kind.PERMANENT, "socks5://localhost:" + wantsPassword.port());
      assertEquals(List.of(), server.calls);
    }
  }

  private void refusedBySocks(Kind kind, String proxy) throws Exception {
    try (HttpTransport from = create(new TestConfig().variable("HTTP_PROXY", proxy))) {
      TransportException e = failure(kind, () -> get(from, PLAIN));
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
      assertTrue(e.getMessage().contains("reg.example"), e.getMessage());
    }
  }

  @Test
  void nothingGoesPastASocksProxyThatCannotBeUsed() throws Exception {
    assumeTrue(usesProxies() && !usesSocksProxies());
    try (WireServer server = new WireServer(call -> call.reply(200, "past the proxy"))) {
      for (TestConfig config :
          List.of(
              new TestConfig().proxy(Proxy.Type.SOCKS, closedPort()),
              new TestConfig().variable("HTTP_PROXY", "socks5://localhost:" + closedPort()))) {
        config.variable("NO_PROXY", "");
        try (HttpTransport from = create(config)) {
          failure(Kind.PERMANENT, () -> get(from, PLAIN));
        }
      }
      assertEquals(List.of(), server.calls);
    }
  }
}
