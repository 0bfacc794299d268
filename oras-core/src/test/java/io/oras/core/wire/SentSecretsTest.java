package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.oras.api.spi.Environment;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentSecretsTest {
  private static final String PASSWORD = "pa55/w:rd+\u00fc!";

  private final SentSecrets secrets = new SentSecrets();

  private void send(Headers headers, String body) {
    RequestBody bytes = new RequestBody.Bytes(body.getBytes(StandardCharsets.UTF_8));
    URI uri = URI.create("https://r.example/v2/");
    secrets.learn(
        TransportRequest.builder()
            .method("POST")
            .uri(uri)
            .headers(headers)
            .body(bytes)
            .timeout(Duration.ofMinutes(1))
            .build());
  }

  private void sendPassword(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    send(Headers.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "got pa55/w:rd+\u00fc! -> got ***",
        "got bob:pa55/w:rd+\u00fc! -> got bob:***",
        "password=pa55%2Fw%3Ard%2B%C3%BC%21&b=c -> password=***&b=c",
        "password=pa55%2fw%3ard%2b%c3%bc%21 -> password=***",
        "password=pa55/w:rd%2B%C3%BC%21 -> password=***",
        "value pa55\\/w:rd+\u00fc! -> value ***",
        "raw cGE1NS93OnJkK8O8IQ== -> raw ***",
        "raw cGE1NS93OnJkK8O8IQ -> raw ***",
        "pair Ym9iOnBhNTUvdzpyZCvDvCE= -> pair ***",
        "other -> other"
      })
  void aPasswordThatWasSentIsHiddenInEachForm(String text, String shown) {
    sendPassword("bob", PASSWORD);
    assertEquals(shown, secrets.text(text));
    URI url =
        URI.create(
            "https://r.example/pa55%2Fw%3Ard%2B%C3%BC%21/x?service=Ym9iOnBhNTUvdzpyZCvDvCE=");
    assertEquals("https://r.example/***/x?service=***", secrets.url(url));
    assertEquals(
        "***", secrets.redacted(Headers.of("Warning", PASSWORD)).first("Warning").orElseThrow());
  }

  @Test
  void passwordsOfProxiesAreHiddenHoweverManySecretsWereSentSince() {
    SentSecrets behindProxies =
        new SentSecrets(
            Environment.of(
                Map.of(
                    "https_proxy", "http://bob:pa55%2Fw%3Ard+%C3%BC!@proxy.example:3128/",
                    "HTTP_PROXY", "alice:s3cretOfAlice@proxy.example",
                    "no_proxy", "a:b@c"),
                Path.of("home"),
                "Linux"));
    for (int i = 0; i < 300; i++) {
      Headers headers = Headers.of("Authorization", "Bearer token-number-" + i);
      URI uri = URI.create("https://r.example/v2/");
      behindProxies.learn(
          TransportRequest.builder()
              .method("GET")
              .uri(uri)
              .headers(headers)
              .timeout(Duration.ofMinutes(1))
              .build());
    }
    assertEquals(
        "*** *** *** *** b",
        behindProxies.text(
            PASSWORD + " Ym9iOnBhNTUvdzpyZCvDvCE= pa55%2Fw%3Ard+%C3%BC! s3cretOfAlice b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://tokenA@p.example:3128", "http://tokenA:@p.example:3128"})
  void userOfAProxyWithoutAPasswordIsHiddenAsAToken(String proxy) {
    SentSecrets behindProxy = behindProxy(proxy);
    assertEquals("{\"a\": \"***\"} ***", behindProxy.text("{\"a\": \"tokenA\"} dG9rZW5BOg=="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://:@p.example:3128", "http://@p.example:3128"})
  void proxyWithoutUserAndPasswordHidesNothing(String proxy) {
    SentSecrets behindProxy = behindProxy(proxy);
    assertEquals("{\"a\": 1}", behindProxy.text("{\"a\": 1}"));
    assertEquals("", behindProxy.text(""));
  }

  private static SentSecrets behindProxy(String proxy) {
    return new SentSecrets(Environment.of(Map.of("HTTP_PROXY", proxy), Path.of("home"), "Linux"));
  }

  @Test
  void passwordOfASelectedProxyIsHidden() {
    InetSocketAddress address = InetSocketAddress.createUnresolved("proxy.example", 3128);
    Proxy proxy = new AuthenticatedProxy(Proxy.Type.HTTP, address, "bob", "pa55:ofProxy");
    List<Proxy> selected =
        secrets
            .learning(
                new ProxySelector() {
                  @Override
                  public List<Proxy> select(URI url) {
                    return List.of(proxy);
                  }

                  @Override
                  public void connectFailed(URI url, SocketAddress failed, IOException e) {}
                })
            .select(URI.create("https://r.example/v2/"));
    assertEquals(List.of(proxy), selected);
    assertEquals("*** *** bob", secrets.text("Ym9iOnBhNTU6b2ZQcm94eQ== pa55:ofProxy bob"));
  }

  @Test
  void selectorThatReturnsNullSelectsNoProxy() {
    ProxySelector broken =
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI url) {
            return null;
          }

          @Override
          public void connectFailed(URI url, SocketAddress failed, IOException e) {}
        };
    assertEquals(List.of(), secrets.learning(broken).select(URI.create("https://r.example/v2/")));
  }

  @Test
  void aShortSecretIsHiddenWhereItStandsAlone() {
    sendPassword("bob", "q7Z");
    assertEquals("a *** b, q7Zx, xq7Z, (***)", secrets.text("a q7Z b, q7Zx, xq7Z, (q7Z)"));
  }

  @Test
  void tokensFormsAndHeadersOfCallersAreLearned() {
    send(
        Headers.of("Authorization", "Bearer 0paqueT0ken")
            .with("X-Key", "k3yOfCaller")
            .with("Accept", "text/kept")
            .with("If-Match", "\"et4gKept\"")
            .with("Content-Type", "application/x-www-form-urlencoded"),
        "grant_type=refresh_token&service=kept-service&refresh_token=r3fresh%2FT0ken");
    String text = "0paqueT0ken k3yOfCaller text/kept et4gKept kept-service r3fresh/T0ken";
    assertEquals("*** *** text/kept et4gKept kept-service ***", secrets.text(text));
  }

  @Test
  void ofManySecretsTheLastAreKnown() {
    for (int i = 0; i < 1000; i++) {
      sendPassword("bob", "password-" + i + "-end");
    }
    assertFalse(secrets.text("password-999-end").contains("999"));
  }
}
