package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.core.OrasBuilder;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.InProcessRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry
class MavenProxiesTest {
  private static final String BASIC = "Basic bWU6c2VjcmV0"; // me:secret
  private static final String NOT_BEHIND = "*.direct.example|localhost|127.*";

  @TempDir Path folder;

  /** Adds a proxy as Maven does for one of settings.xml. */
  private static void proxy(Goals goals, String host, int port, String excluded) {
    add(goals, host, port, excluded, null, null, null);
  }

  /**
   * Adds a proxy with a user.
   *
   * @param password as in settings.xml
   * @param decrypted as Maven knows the password
   */
  private static void proxy(
      Goals goals, int port, String excluded, String password, String decrypted) {
    add(goals, "127.0.0.1", port, excluded, "me", password, decrypted);
  }

  private static void add(
      Goals goals,
      String host,
      int port,
      String excluded,
      String user,
      String password,
      String decrypted) {
    Proxy proxy = new Proxy();
    proxy.setId("company");
    proxy.setActive(true);
    proxy.setHost(host);
    proxy.setPort(port);
    proxy.setUsername(user);
    proxy.setPassword(password);
    goals.settings.addProxy(proxy);
    goals.proxies.add(
        new org.eclipse.aether.repository.Proxy(
            "http",
            host,
            port,
            new AuthenticationBuilder().addUsername(user).addPassword(decrypted).build()),
        excluded);
  }

  private static List<String> proxyHeaders(InProcessRegistry registry) {
    return registry.requests().stream()
        .flatMap(request -> request.headers().first("Proxy-Authorization").stream())
        .distinct()
        .toList();
  }

  @Test
  void requestsGoThroughTheProxyOfTheSettings(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    proxy(goals, "127.0.0.1", registry.uri("/").getPort(), NOT_BEHIND);
    PushMojo push = goals.push("registry.example/team/app:1.0");
    push.plainHttp = true;
    push.execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
    assertEquals(List.of(), proxyHeaders(registry));
  }

  @Test
  void proxyWithAnEmptyUserNameGetsNoPassword(InProcessRegistry registry) throws Exception {
    for (String password : Arrays.asList(null, "", "secret")) {
      Goals goals = Goals.in(folder);
      add(goals, "127.0.0.1", registry.uri("/").getPort(), NOT_BEHIND, "", password, password);
      PushMojo push = goals.push("registry.example/team/app:1.0");
      push.plainHttp = true;
      push.execute();
    }
    assertEquals(List.of("1.0"), registry.tags("team/app"));
    assertEquals(List.of(), proxyHeaders(registry));
  }

  @Test
  void hostsWithoutProxyAreReachedDirectlyAndGetNoPassword(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    proxy(goals, 1, NOT_BEHIND, "secret", "secret");
    goals.push(registry.host() + "/team/app:1.0").execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
    assertEquals(List.of(), proxyHeaders(registry));
  }

  @Test
  void proxyWithAUserGetsTheDecryptedPassword(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    String encrypted = goals.encrypted("secret");
    proxy(goals, registry.uri("/").getPort(), NOT_BEHIND, encrypted, "secret");
    PushMojo push = goals.push("registry.example/team/app:1.0");
    push.plainHttp = true;
    push.execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
    assertEquals(List.of(BASIC), proxyHeaders(registry));
  }

  @Test
  @OciRegistry(tls = true)
  void registryBehindATunnelDoesNotGetThePassword(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    try (TunnelProxy tunnel = new TunnelProxy(registry.uri("/").getPort())) {
      proxy(goals, tunnel.port(), "", "secret", "secret");
      PushMojo push = goals.push(registry.host() + "/team/app:1.0");
      push.caFile = Files.writeString(folder.resolve("ca.pem"), registry.certificate()).toFile();
      UnaryOperator<OrasBuilder> before = push.testing;
      push.testing = builder -> before.apply(builder).registryDefaults(r -> r.plainHttp(false));
      push.execute();
      assertEquals(List.of("1.0"), registry.tags("team/app"));
      assertFalse(tunnel.heads.isEmpty());
      for (String head : tunnel.heads) {
        assertTrue(head.startsWith("CONNECT " + registry.host() + " "), head);
        assertTrue(head.contains("Proxy-Authorization: " + BASIC), head);
      }
      assertEquals(List.of(), proxyHeaders(registry));
    }
  }

  @Test
  void passwordThatCannotBeDecryptedIsAnErrorAndNotSent(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    String encrypted = goals.encrypted("secret");
    Files.delete(goals.security());
    proxy(goals, registry.uri("/").getPort(), NOT_BEHIND, encrypted, encrypted);
    PushMojo push = goals.push("registry.example/team/app:1.0");
    push.plainHttp = true;
    String message = assertThrows(MojoExecutionException.class, push::execute).getMessage();
    assertTrue(
        message.contains("cannot decrypt the password of proxy 'company' in settings.xml"),
        message);
    assertFalse(message.contains(encrypted), message);
    assertEquals(List.of(), registry.requests());
  }
}
