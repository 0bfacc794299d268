package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerHttpClientTest {
  private static TransportRequest get(String url) {
    return TransportRequest.builder()
        .method("GET")
        .uri(URI.create(url))
        .timeout(LoopServer.LIMIT)
        .build();
  }

  @Test
  void clientThatWouldCarryCredentialsAroundIsRefused() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    HttpClient remembering = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    for (HttpClient client : List.of(following, remembering)) {
      assertThrows(IllegalArgumentException.class, () -> JdkTransportProvider.over(client));
    }
  }

  @Test
  void clientOfTheCallerOutlivesTheTransport() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("mine"))) {
      for (int i = 0; i < 2; i++) {
        try (HttpTransport transport =
                JdkTransportProvider.over(client).create(TransportConfig.DEFAULT);
            TransportResponse answer =
                transport.send(get("http://localhost:" + server.port() + "/"))) {
          assertEquals("mine", new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  void tlsSettingsThatTheClientCannotFollowAreAnError() throws Exception {
    TransportConfig config =
        new TransportConfig() {
          @Override
          public TlsSettings tls(Origin origin) {
            return TlsSettings.builder().insecure(true).build();
          }
        };
    try (HttpTransport transport =
        JdkTransportProvider.over(HttpClient.newHttpClient()).create(config)) {
      TransportException e =
          assertThrows(TransportException.class, () -> transport.send(get("https://localhost:1/")));
      assertTrue(e.getMessage().contains("TLS settings"), e.getMessage());
    }
  }
}
