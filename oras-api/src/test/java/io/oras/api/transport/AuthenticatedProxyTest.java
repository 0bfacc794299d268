package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.Proxy;
import org.junit.jupiter.api.Test;

class AuthenticatedProxyTest {
  private static final InetSocketAddress ADDRESS =
      InetSocketAddress.createUnresolved("proxy.example", 3128);

  @Test
  void proxyHasTheHeaderOfBasicAuthenticationAndDoesNotShowThePassword() {
    AuthenticatedProxy proxy = new AuthenticatedProxy(Proxy.Type.HTTP, ADDRESS, "me", "se:cret");
    assertEquals(ADDRESS, proxy.address());
    assertEquals("me:se:cret", proxy.userInfo());
    assertEquals("Basic bWU6c2U6Y3JldA==", proxy.authorization());
    assertFalse(proxy.toString().contains("cret"), proxy.toString());
  }

  @Test
  void userNameWithAColonAndADirectConnectionAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AuthenticatedProxy(Proxy.Type.HTTP, ADDRESS, "me:you", "secret"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AuthenticatedProxy(Proxy.Type.DIRECT, ADDRESS, "me", "secret"));
  }
}
