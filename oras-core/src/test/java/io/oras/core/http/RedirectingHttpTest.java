package io.oras.core.http;

import static io.oras.core.http.Chains.PULL;
import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.core.options.RegistrySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectingHttpTest {
  private static final String URL = "https://r.example/v2/a/blobs/x";
  private static final RequestBody BODY =
      new RequestBody.Bytes("content".getBytes(StandardCharsets.UTF_8));

  private final Chains chains = new Chains();

  private int status(ScriptedTransport transport, RegistryRequest request) throws IOException {
    try (TransportResponse response = chains.over(transport).send(request)) {
      return response.status();
    }
  }

  @ParameterizedTest
  @Tag("DIST-HTTP-01")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aBlobIsFoundBehindEveryKindOfRedirect(int status) throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.redirect(status, "https://cdn.example/x?sig=a%2Fb%3D"), Answer.of(200));
    assertEquals(200, status(transport, get(URL, PULL).with("Range", "bytes=1-2")));
    assertEquals("GET https://cdn.example/x?sig=a%2Fb%3D", transport.lines().get(1));
    assertEquals("bytes=1-2", transport.header(1, "Range"));
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @Tag("DIST-HTTP-01")
  @Tag("DIST-HTTP-15")
  @CsvSource({
    "PUT, 307, PUT, content",
    "PATCH, 308, PATCH, content",
    "POST, 307, POST, content",
    "POST, 308, POST, content",
    "PUT, 302, PUT, content",
    "POST, 301, GET, ''",
    "POST, 302, GET, ''",
    "POST, 303, GET, ''",
    "PUT, 303, GET, ''",
    "HEAD, 303, HEAD, content"
  })
  void methodAndBodyAreKeptAsHttpSays(String method, int status, String then, String body)
      throws IOException {
    var transport =
        ScriptedTransport.inOrder(Answer.redirect(status, "/elsewhere"), Answer.of(200));
    assertEquals(200, status(transport, Chains.request(method, URL).withBody(BODY)));
    assertEquals(then + " https://r.example/elsewhere", transport.lines().get(1));
    assertEquals(body, transport.bodies().get(1));
  }

  @Test
  void requestsWaitForTheirHeadAsLongAsTheClientAllows() throws IOException {
    chains.responseTimeout = Duration.ofSeconds(7);
    var transport = ScriptedTransport.inOrder(Answer.of(200), Answer.of(200), Answer.of(200));
    status(transport, get(URL, PULL));
    status(transport, get(URL, PULL).withMoreTime(Duration.ofSeconds(3)));
    status(transport, get(URL, PULL).withTimeout(Duration.ofSeconds(1)));
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofSeconds(10), Duration.ofSeconds(1)),
        transport.requests().stream().map(TransportRequest::timeout).toList());
  }

  @Test
  void contentThatCanBeSentOnceIsNotRedirected() {
    var transport = ScriptedTransport.inOrder(Answer.redirect(307, "/elsewhere"));
    var body = new RequestBody.OneShot(new ByteArrayInputStream(new byte[1]), 1);
    var failure =
        assertThrows(
            TransportException.class,
            () -> status(transport, Chains.request("PUT", URL).withBody(body)));
    assertTrue(failure.getMessage().contains("can be sent only once"));
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @Tag("DIST-HTTP-02")
  @Tag("AUTH-21")
  @ValueSource(strings = {"https://cdn.example/x", "https://r.example:8443/x", "//sub.r.example/x"})
  void nothingSecretFollowsToAnotherOriginNotEvenBack(String elsewhere) throws IOException {
    chains.with(Credential.basic("user", "pass"));
    chains.settings =
        RegistrySettings.builder()
            .headers(Headers.of("X-Api-Key", "k").with("Cookie", "c=1"))
            .build();
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge("Basic"),
            Answer.redirect(307, elsewhere),
            Answer.redirect(307, "https://r.example/back"),
            Answer.of(200));
    assertEquals(200, status(transport, get(URL, PULL)));
    for (String name : List.of("Authorization", "X-Api-Key", "Cookie")) {
      assertTrue(!transport.header(1, name).isEmpty(), name);
      assertEquals("", transport.header(2, name));
      assertEquals("", transport.header(3, name));
    }
  }

  @Test
  @Tag("DIST-HTTP-02")
  void headersThatACallerSetsForOneRequestStayBehind() throws IOException {
    var transport =
        ScriptedTransport.inOrder(Answer.redirect(307, "https://cdn.example/x"), Answer.of(200));
    RegistryRequest request =
        get(URL).with("Private-Token", "t").with("Accept", "a/b").with("Range", "bytes=1-2");
    assertEquals(200, status(transport, request));
    assertEquals("t", transport.header(0, "Private-Token"));
    assertEquals("", transport.header(1, "Private-Token"));
    assertEquals("a/b", transport.header(1, "Accept"));
    assertEquals("bytes=1-2", transport.header(1, "Range"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, 307, https://other.example/x, 'another host, https://other.example;'",
    "PATCH, 308, https://r.example:8443/x, 'another port, https://r.example:8443;'",
    "POST, 307, https://user@other.example/x, 'another host, https://other.example;'",
    "PUT, 302, //sub.r.example/x, 'another host, https://sub.r.example;'",
    "DELETE, 307, https://other.example/x, 'another host, https://other.example;'"
  })
  void changesAreNotSentToAnotherHost(
      String method, int status, String elsewhere, String difference) throws IOException {
    var refused = ScriptedTransport.inOrder(Answer.redirect(status, elsewhere));
    var failure =
        assertThrows(
            TransportException.class,
            () -> status(refused, Chains.request(method, URL).withBody(BODY)));
    assertTrue(failure.getMessage().contains("redirects to " + difference), failure.getMessage());
    assertEquals(1, refused.requests().size());
    assertEquals(0, refused.open());

    chains.settings = RegistrySettings.builder().uploadsToOtherHosts(true).build();
    var allowed = ScriptedTransport.inOrder(Answer.redirect(status, elsewhere), Answer.of(201));
    assertEquals(201, status(allowed, Chains.request(method, URL).withBody(BODY)));
    assertEquals("content", allowed.bodies().get(1));
  }

  @Test
  void withinTheRegistryCredentialsGoAlong() throws IOException {
    chains.with(Credential.basic("user", "pass"));
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge("Basic"),
            Answer.redirect(307, "https://R.example:443/x"),
            Answer.of(200));
    assertEquals(200, status(transport, get(URL, PULL)));
    assertEquals(transport.header(1, "Authorization"), transport.header(2, "Authorization"));
  }

  @Test
  @Tag("AUTH-21")
  void aChallengeFromBehindARedirectIsNotAnswered() throws IOException {
    chains.with(Credential.basic("user", "pass"));
    var transport =
        ScriptedTransport.inOrder(
            Answer.redirect(307, "https://cdn.example/x"), Answer.challenge("Basic"));
    assertEquals(401, status(transport, get(URL, PULL)));
  }

  @Test
  @Tag("DIST-HTTP-04")
  void aRedirectToPlainHttpIsRefused() {
    var transport =
        ScriptedTransport.inOrder(Answer.redirect(307, "http://r.example/x?sig=s3cr3t"));
    var failure = assertThrows(TransportException.class, () -> status(transport, get(URL)));
    assertEquals(
        "GET "
            + URL
            + " redirects from https to http://r.example/x?sig=***,"
            + " which would not be encrypted (while testing)",
        failure.getMessage());
    assertEquals(1, transport.requests().size());
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "https://", ""})
  void aLocationThatIsNoUrlIsRefused(String location) {
    var transport = ScriptedTransport.inOrder(Answer.redirect(302, location));
    assertThrows(TransportException.class, () -> status(transport, get(URL)));
  }

  @Test
  @Tag("DIST-HTTP-01")
  void redirectsEndAfterTen() {
    var transport = new ScriptedTransport(request -> Answer.redirect(307, "/again"));
    var failure = assertThrows(TransportException.class, () -> status(transport, get(URL)));
    assertTrue(failure.getMessage().contains("10 redirects"), failure.getMessage());
    assertEquals(11, transport.requests().size());
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 300, 304, 305, 306, 309})
  void aLocationIsFollowedForNoOtherStatus(int status) throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.redirect(status, "https://cdn.example/x"));
    assertEquals(status, status(transport, get(URL)));
    assertEquals(1, transport.requests().size());
  }

  @Test
  @Tag("DIST-HTTP-03")
  void aRedirectWithoutLocationIsTheAnswer() throws IOException {
    assertEquals(302, status(ScriptedTransport.inOrder(Answer.of(302)), get(URL)));
  }

  @Test
  void everyRequestSaysWhoAsksAndWantsNoEncoding() throws IOException {
    var transport =
        ScriptedTransport.inOrder(Answer.redirect(307, "https://cdn.example/x"), Answer.of(200));
    status(transport, get(URL));
    for (int i = 0; i < 2; i++) {
      assertEquals("oras-test/1", transport.header(i, "User-Agent"));
      assertEquals("identity", transport.header(i, "Accept-Encoding"));
    }
  }

  @Test
  @Tag("DIST-HTTP-02")
  void aRequestToAnotherOriginGetsNothingSecretFromTheStart() throws IOException {
    chains.with(Credential.basic("user", "pass"));
    chains.settings = RegistrySettings.builder().headers(Headers.of("X-Api-Key", "k")).build();
    var transport =
        ScriptedTransport.inOrder(Answer.challenge("Basic"), Answer.of(200), Answer.of(201));
    try (RegistryChain chain = chains.over(transport)) {
      chain.send(get(URL, PULL)).close();
      chain
          .send(
              Chains.request("PUT", "https://other.example/u", PULL)
                  .with("Cookie", "c=1")
                  .with("Proxy-Authorization", "Basic cDpw"))
          .close();
    }
    assertEquals("k", transport.header(1, "X-Api-Key"));
    for (String name : List.of("Authorization", "X-Api-Key", "Cookie", "Proxy-Authorization")) {
      assertEquals("", transport.header(2, name));
    }
  }
}
