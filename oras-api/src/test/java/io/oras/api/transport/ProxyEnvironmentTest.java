package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyEnvironmentTest {
  private static final Origin HTTPS = new Origin("https", "reg.example", -1);
  private static final URI URL = URI.create("https://reg.example/v2/");
  private static final Origin HTTP = new Origin("http", "reg.example", -1);

  private static String proxy(Origin origin, Map<String, String> environment)
      throws TransportException {
    return ProxyEnvironment.of(name -> Optional.ofNullable(environment.get(name)))
        .server(origin)
        .map(ProxyEnvironment.Server::toString)
        .orElse("-");
  }

  @Test
  void eachSchemeHasItsVariableInBothCases() throws Exception {
    assertEquals("p:3128", proxy(HTTPS, Map.of("HTTPS_PROXY", "http://p:3128")));
    assertEquals("p:3128", proxy(HTTPS, Map.of("https_proxy", "p:3128")));
    assertEquals("p:80", proxy(HTTP, Map.of("http_proxy", "http://p")));
    assertEquals("-", proxy(HTTP, Map.of("HTTPS_PROXY", "http://p:3128")));
    assertEquals("low:1", proxy(HTTP, Map.of("http_proxy", "low:1", "HTTP_PROXY", "up:1")));
    assertEquals("-", proxy(HTTP, Map.of("HTTP_PROXY", "p:1", "no_proxy", "reg.example")));
  }

  @Test
  void firstProxyOfASelectorIsChosen() throws Exception {
    Proxy first = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("p", 1));
    assertEquals(first, ProxyEnvironment.select(selector(List.of(first, Proxy.NO_PROXY)), URL));
    assertEquals(Proxy.NO_PROXY, ProxyEnvironment.select(selector(List.of()), URL));
    assertEquals(Proxy.NO_PROXY, ProxyEnvironment.select(selector(null), URL));
    assertEquals(
        Proxy.NO_PROXY, ProxyEnvironment.select(selector(Collections.singletonList(null)), URL));
  }

  private static ProxySelector selector(List<Proxy> choice) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        return choice;
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException e) {}
    };
  }

  @Test
  void callerOfACgiProgramCannotChooseTheProxy() throws Exception {
    assertEquals("-", proxy(HTTP, Map.of("HTTP_PROXY", "p:1", "REQUEST_METHOD", "GET")));
    assertEquals("p:1", proxy(HTTP, Map.of("http_proxy", "p:1", "REQUEST_METHOD", "GET")));
  }

  @Test
  void passwordIsSentAndNotShown() throws Exception {
    ProxyEnvironment.Server server =
        ProxyEnvironment.of(name -> Optional.of("http://me:s%40cret@p:1"))
            .server(HTTPS)
            .orElseThrow();
    assertEquals("Basic bWU6c0BjcmV0", server.authorization().orElse(""));
    assertFalse(server.toString().contains("cret"));
  }

  @Test
  void userWithoutAPasswordHasAnEmptyOneAndAnEmptyUserInfoIsNone() throws Exception {
    Map<String, String> expected =
        Map.of(
            "me@", "Basic bWU6", // me:
            "me:@", "Basic bWU6",
            ":token@", "Basic OnRva2Vu", // :token
            ":@", "none",
            "@", "none",
            "", "none");
    for (Map.Entry<String, String> each : expected.entrySet()) {
      ProxyEnvironment.Server server =
          ProxyEnvironment.of(name -> Optional.of("http://" + each.getKey() + "p:1"))
              .server(HTTPS)
              .orElseThrow();
      assertEquals(each.getValue(), server.authorization().orElse("none"), each.getKey());
    }
  }

  @Test
  void socksProxiesHaveTheirOwnPortAndTheUserAsItIs() throws Exception {
    for (String scheme : new String[] {"socks5", "SOCKS5h"}) {
      ProxyEnvironment.Server server =
          ProxyEnvironment.of(name -> Optional.of(scheme + "://me:s%40cret@p"))
              .server(HTTPS)
              .orElseThrow();
      assertTrue(server.isSocks());
      assertEquals("p:1080", server.toString());
      assertEquals("me:s@cret", server.userInfo().orElse(""));
    }
  }

  @Test
  void proxiesThatTheClientCannotUseAreErrorsWithoutThePassword() {
    for (String text :
        new String[] {"socks4://me:secret@p:1", "https://me:secret@p", "http://me:secret@ p"}) {
      TransportException e =
          assertThrows(TransportException.class, () -> proxy(HTTPS, Map.of("HTTPS_PROXY", text)));
      assertEquals(TransportException.Kind.PERMANENT, e.kind());
      assertTrue(e.getMessage().contains("HTTPS_PROXY"), e.getMessage());
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
  }
}
