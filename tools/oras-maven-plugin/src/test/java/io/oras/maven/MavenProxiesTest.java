package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.InProcessRegistry;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry
class MavenProxiesTest {
  @TempDir Path folder;

  /** Adds a proxy as Maven does for one of settings.xml. */
  private static void proxy(Goals goals, String host, int port, String user) {
    Proxy proxy = new Proxy();
    proxy.setActive(true);
    goals.settings.addProxy(proxy);
    goals.proxies.add(
        new org.eclipse.aether.repository.Proxy(
            "http",
            host,
            port,
            user == null
                ? null
                : new AuthenticationBuilder().addUsername(user).addPassword("secret").build()),
        "*.direct.example|localhost|127.*");
  }

  @Test
  void requestsGoThroughTheProxyOfTheSettings(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    proxy(goals, "127.0.0.1", registry.uri("/").getPort(), null);
    PushMojo push = goals.push("registry.example/team/app:1.0");
    push.plainHttp = true;
    push.execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  @Test
  void hostsWithoutProxyAreReachedDirectly(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    proxy(goals, "proxy.invalid", 1, null);
    goals.push(registry.host() + "/team/app:1.0").execute();
    assertEquals(List.of("1.0"), registry.tags("team/app"));
  }

  @Test
  void proxyWithAUserNameIsRefusedWithoutThePassword() throws Exception {
    Goals goals = Goals.in(folder);
    proxy(goals, "proxy.example", 3128, "me");
    PushMojo push = goals.push("registry.example/team/app:1.0");
    String message = assertThrows(MojoExecutionException.class, push::execute).getMessage();
    assertTrue(message.contains("proxy.example:3128 of settings.xml has a user name"), message);
  }
}
