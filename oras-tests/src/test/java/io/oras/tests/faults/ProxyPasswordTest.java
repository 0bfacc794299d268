package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.oras.api.error.OrasException;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Headers;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.WireTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProxyPasswordTest {
  private static final String PASSWORD = "0penSesame!";

  private static final class Lines implements WireTrace {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void request(int number, String method, String url, Headers headers) {
      lines.add(method + " " + url + " " + headers);
    }

    @Override
    public void answer(int number, int status, Headers headers, String body) {
      lines.add(status + " " + headers + " " + body);
    }
  }

  @Test
  void aProxyThatRepeatsItsPasswordDoesNotRevealIt() throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
          String pair =
              new String(
                  Base64.getDecoder().decode(sent.substring("Basic ".length())),
                  StandardCharsets.UTF_8);
          byte[] body = ("denied: " + sent + " is " + pair).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    proxy.start();
    String url = "http://bob:%s@localhost:%s".formatted(PASSWORD, proxy.getAddress().getPort());
    Lines trace = new Lines();
    try (Oras oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(
                t ->
                    t.environment(
                        Environment.of(Map.of("http_proxy", url), Path.of("home"), "Linux")))
            .registryDefaults(RegistrySettings.builder().plainHttp(true).build())
            .retry(RetryPolicy.none())
            .trace(trace)
            .build()) {
      OrasException e =
          assertThrows(OrasException.class, () -> oras.resolve("registry.example/a:v1"));
      String shown = e.getMessage() + trace.lines;
      assertTrue(shown.contains("is bob:***"), shown);
      assertFalse(shown.contains(PASSWORD), shown);
      assertFalse(
          shown.contains(
              Base64.getEncoder()
                  .encodeToString(("bob:" + PASSWORD).getBytes(StandardCharsets.UTF_8))),
          shown);
    } finally {
      proxy.stop(0);
    }
  }
}
