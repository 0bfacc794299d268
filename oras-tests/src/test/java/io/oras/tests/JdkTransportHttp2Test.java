package io.oras.tests;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import io.oras.transport.jdk.JdkTransportProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2, for transports that may use it. */
class JdkTransportHttp2Test {
  private static final byte[] CONTENT = new byte[5_000_000];
  private static final WireMockServer SERVER =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .httpDisabled(true)
              .dynamicHttpsPort());

  private static final TransportConfig CONFIG =
      new TransportConfig() {
        @Override
        public TlsSettings tls(Origin origin) {
          return TlsSettings.builder().insecure(true).build();
        }
      };

  @BeforeAll
  static void start() {
    new Random(1).nextBytes(CONTENT);
    SERVER.start();
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201)));
    SERVER.stubFor(any(urlEqualTo("/blob")).willReturn(aResponse().withBody(CONTENT)));
    SERVER.stubFor(any(urlEqualTo("/none")).willReturn(aResponse().withStatus(204)));
    SERVER.stubFor(any(urlEqualTo("/slow")).willReturn(aResponse().withFixedDelay(60_000)));
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private static TransportRequest request(String method, String path, RequestBody body) {
    URI uri = URI.create("https://localhost:" + SERVER.httpsPort() + path);
    Duration timeout = Duration.ofSeconds(path.equals("/slow") ? 1 : SafetyLimit.SECONDS);
    return TransportRequest.builder().method(method).uri(uri).body(body).timeout(timeout).build();
  }

  private static HttpTransport transport() {
    return JdkTransportProvider.http2().create(CONFIG);
  }

  private static byte[] send(HttpTransport transport, TransportRequest request, int status)
      throws IOException {
    try (TransportResponse answer = transport.send(request)) {
      assertEquals(status, answer.status());
      assertTrue(answer.headers().all(":status").isEmpty());
      return answer.body().readAllBytes();
    }
  }

  @Test
  void bodiesGoBothWaysAndEmptyAnswersEnd() throws Exception {
    try (HttpTransport transport = transport()) {
      for (int i = 0; i < 2; i++) {
        assertEquals(
            CONTENT.length,
            send(transport, request("GET", "/blob", RequestBody.EMPTY), 200).length);
        assertEquals(0, send(transport, request("HEAD", "/blob", RequestBody.EMPTY), 200).length);
        assertEquals(0, send(transport, request("GET", "/none", RequestBody.EMPTY), 204).length);
        assertEquals(0, send(transport, request("POST", "/post", RequestBody.EMPTY), 201).length);
        RequestBody known = new RequestBody.Bytes(CONTENT);
        assertEquals(0, send(transport, request("PUT", "/known", known), 201).length);
        RequestBody unknown = new RequestBody.OneShot(new ByteArrayInputStream(CONTENT), -1);
        assertEquals(0, send(transport, request("PATCH", "/unknown", unknown), 201).length);
      }
      transport.send(request("GET", "/blob", RequestBody.EMPTY)).close();
      assertEquals(0, send(transport, request("GET", "/after", RequestBody.EMPTY), 201).length);
    }
    List<LoggedRequest> puts = SERVER.findAll(putRequestedFor(urlEqualTo("/known")));
    for (LoggedRequest put : puts) {
      assertEquals("HTTP/2.0", put.getProtocol());
      assertEquals(Integer.toString(CONTENT.length), put.getHeader("Content-Length"));
      assertEquals(CONTENT.length, put.getBody().length);
    }
  }

  @Test
  void answerThatDoesNotComeInTimeIsTransient() {
    try (HttpTransport transport = transport()) {
      TransportException e =
          assertThrows(
              TransportException.class,
              () -> transport.send(request("GET", "/slow", RequestBody.EMPTY)));
      assertEquals(TransportException.Kind.TRANSIENT, e.kind());
    }
  }
}
