package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.auth.spi.Credential;
import io.oras.core.auth.TokenResponse.Token;
import io.oras.core.context.TestOperations;
import io.oras.core.http.Answer;
import io.oras.core.http.EndlessAnswer;
import io.oras.core.http.FakeTime;
import io.oras.core.http.ScriptedTransport;
import io.oras.core.options.Limits;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenServiceTest {
  private static final String REALM = "https://auth.example/token";
  private static final String SECRET = "s3cr3t-Passw0rd";
  private static final Credential BASIC = Credential.basic("user", SECRET);
  private static final Credential IDENTITY = Credential.identityToken(SECRET);
  private static final Answer TOKEN = Answer.json("{\"token\":\"t\"}");

  private final FakeTime time = new FakeTime();

  private static AuthorizationRequest request(Map<String, String> parameters, String scopes) {
    ScopeSet set = ScopeSet.of(List.of()).with(scopes);
    return new AuthorizationRequest(
        TestOperations.silent(),
        Origin.of(URI.create("https://r.example")),
        new Challenge("Bearer", parameters),
        CredentialCache.request("r.example", set),
        set,
        RegistryResponse.of("GET", "https://r.example/v2/", 401, List.of(), ""));
  }

  private Token fetch(ScriptedTransport transport, AuthorizationRequest request, Credential as)
      throws IOException {
    return new TokenService(
            (asked, sent) -> transport.send(sent),
            "log in",
            Limits.defaults(),
            time,
            new SentSecrets())
        .fetch(request, as);
  }

  private Token fetch(ScriptedTransport transport, Credential as) throws IOException {
    return fetch(
        transport, request(Map.of("realm", REALM, "service", "s"), "repository:a:pull"), as);
  }

  @Test
  @Tag("AUTH-05")
  @Tag("AUTH-06")
  void everyScopeIsAParameterAndTheRealmsOwnQueryIsKept() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    fetch(
        transport,
        request(
            Map.of("realm", REALM + "?x=1&y=a,b%2F", "service", "a service&x"),
            "repository:localhost:5000/a:push,pull repository:b:pull"),
        Credential.ANONYMOUS);
    assertEquals(
        List.of(
            "GET https://auth.example/token?x=1&y=a,b%2F&service=a%20service%26x"
                + "&scope=repository:localhost:5000/a:pull,push&scope=repository:b:pull"),
        transport.lines());
  }

  @Test
  @Tag("AUTH-06")
  @Tag("AUTH-07")
  void whatIsNotKnownIsLeftOut() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    fetch(transport, request(Map.of("realm", REALM), ""), Credential.ANONYMOUS);
    assertEquals(List.of("GET " + REALM), transport.lines());
    assertEquals("", transport.header(0, "Authorization"));
  }

  @Test
  @Tag("AUTH-20")
  void aFragmentOfTheRealmIsNotSent() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    fetch(transport, request(Map.of("realm", REALM + "?x=1#top", "service", "s"), ""), BASIC);
    assertEquals(List.of("GET " + REALM + "?x=1&service=s"), transport.lines());
  }

  @Test
  @Tag("AUTH-20")
  void aRelativeRealmIsAtTheRegistry() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    fetch(transport, request(Map.of("realm", "/token"), ""), Credential.ANONYMOUS);
    assertEquals(List.of("GET https://r.example/token"), transport.lines());
  }

  @ParameterizedTest
  @Tag("AUTH-20")
  @Tag("AUTH-08")
  @ValueSource(
      strings = {"http://auth.example/token", "https://127.0.0.1/token", "file:///etc/passwd", ""})
  void aRealmThatIsRefusedGetsNothing(String realm) {
    var transport = ScriptedTransport.inOrder();
    var failure =
        assertThrows(
            AuthenticationException.class,
            () -> fetch(transport, request(Map.of("realm", realm), ""), BASIC));
    assertTrue(failure.getMessage().contains("the realm is"), failure.getMessage());
    assertEquals("r.example", failure.host());
    assertEquals(List.of(), transport.lines());
  }

  @Test
  @Tag("AUTH-08")
  void aPasswordIsSentAsBasic() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    assertEquals("t", fetch(transport, BASIC).value());
    assertEquals("GET", transport.requests().get(0).method());
    assertTrue(transport.header(0, "Authorization").startsWith("Basic "));
  }

  @Test
  @Tag("AUTH-09")
  void aServiceThatOnlyKnowsOauthGetsAPasswordGrant() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(405), TOKEN);
    fetch(
        transport,
        request(Map.of("realm", REALM, "service", "s"), "repository:a:pull,push repository:b:pull"),
        BASIC);
    assertEquals("POST " + REALM, transport.lines().get(1));
    assertEquals("", transport.header(1, "Authorization"));
    assertEquals("application/x-www-form-urlencoded", transport.header(1, "Content-Type"));
    assertEquals(
        "grant_type=password&service=s&client_id=oras-java"
            + "&scope=repository:a:pull,push%20repository:b:pull&username=user&password="
            + SECRET,
        transport.bodies().get(1));
  }

  @Test
  @Tag("AUTH-10")
  @Tag("AUTH-15")
  void anIdentityTokenIsARefreshTokenAndNeverAPassword() throws IOException {
    var transport = ScriptedTransport.inOrder(TOKEN);
    fetch(transport, request(Map.of("realm", REALM), "repository:a:pull"), IDENTITY);
    assertEquals(List.of("POST " + REALM), transport.lines());
    assertEquals("", transport.header(0, "Authorization"));
    assertEquals(
        "grant_type=refresh_token&service=r.example&client_id=oras-java"
            + "&scope=repository:a:pull&refresh_token="
            + SECRET,
        transport.bodies().get(0));
  }

  @ParameterizedTest
  @Tag("AUTH-11")
  @ValueSource(ints = {404, 405})
  void aServiceThatDoesNotKnowPostIsAskedWithGet(int status) throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(status), TOKEN);
    fetch(transport, IDENTITY);
    assertEquals("GET", transport.requests().get(1).method());
    assertEquals("", transport.header(1, "Authorization"));
    assertEquals(0, transport.open());
  }

  @Test
  void anIdentityTokenThatIsRefusedIsAnError() {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(400)
                .body("{\"error\":\"invalid_grant\",\"refresh_token\":\"" + SECRET + "\"}"));
    var failure = assertThrows(AuthenticationException.class, () -> fetch(transport, IDENTITY));
    assertTrue(failure.getMessage().contains("invalid_grant"));
    assertFalse(failure.getMessage().contains(SECRET));
  }

  @ParameterizedTest
  @Tag("AUTH-12")
  @Tag("AUTH-13")
  @Tag("AUTH-14")
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '~',
      value = {
        "{\"token\":\"t\"} -> 50",
        "{\"access_token\":\"t\"} -> 50",
        "{\"token\":\"t\",\"access_token\":\"t\"} -> 50",
        "{\"token\":\"\",\"access_token\":\"t\"} -> 50",
        "{\"token\":\"t\",\"access_token\":null} -> 50",
        "{\"token\":\"t\",\"expires_in\":300} -> 290",
        "{\"token\":\"t\",\"expires_in\":\"300\"} -> 290",
        "{\"token\":\"t\",\"expires_in\":\"soon\"} -> 50",
        "{\"token\":\"t\",\"expires_in\":0} -> 50",
        "{\"token\":\"t\",\"expires_in\":-1} -> 50",
        "{\"token\":\"t\",\"expires_in\":null} -> 50",
        "{\"token\":\"t\",\"expires_in\":1e99} -> 2591990",
        "{\"token\":\"t\",\"expires_in\":3600,\"issued_at\":\"2009-11-10T23:00:00Z\"} -> 50",
        "{\"token\":\"t\",\"expires_in\":300,\"issued_at\":\"2025-12-31T23:59:00Z\"} -> 230",
        "{\"token\":\"t\",\"expires_in\":300,\"issued_at\":\"2030-01-01T00:00:00Z\"} -> 290",
        "{\"token\":\"t\",\"issued_at\":\"2015-10-31T22:22:56.015925234Z\"} -> 50",
        "{\"token\":\"t\",\"expires_in\":300,\"issued_at\":\"yesterday\"} -> 290"
      })
  void aTokenLivesUntilShortlyBeforeItsEndAndNeverLessThanAMinute(String body, long seconds)
      throws IOException {
    Token token = fetch(ScriptedTransport.inOrder(Answer.json(body)), BASIC);
    assertEquals("t", token.value());
    assertEquals(Duration.ofSeconds(seconds), Duration.between(time.instant(), token.end()));
    assertFalse(token.toString().contains("\"t\""));
  }

  @ParameterizedTest
  @Tag("AUTH-12")
  @Tag("DIST-ERR-08")
  @ValueSource(
      strings = {
        "{}",
        "{\"token\":null}",
        "{\"token\":\"\"}",
        "{\"token\":17}",
        "[]",
        "not json, but s3cr3t-Passw0rd",
        "{\"token\":\"s3cr3t-Passw0rd\"",
        "{\"token\":\"s3cr3t-Passw0rd\\r\\nX: y\"}",
        "{\"token\":\"s3cr3t-Passw0rd y\"}",
        "{\"token\":\"s3cr3t-Passw0rd\\u007f\"}",
        ""
      })
  void anAnswerWithoutATokenIsAnErrorThatDoesNotShowIt(String body) {
    var transport = ScriptedTransport.inOrder(Answer.json(body));
    var failure = assertThrows(RegistryException.class, () -> fetch(transport, BASIC));
    assertTrue(failure.getMessage().contains("the response of the token server"));
    assertFalse(failure.toString().contains(SECRET));
    assertEquals(0, transport.open());
  }

  @Test
  void anAnswerBeyondTheLimitIsAnError() {
    var transport = ScriptedTransport.inOrder(Answer.json("{\"token\":\"" + "t".repeat(70_000)));
    assertThrows(LimitExceededException.class, () -> fetch(transport, BASIC));
    assertEquals(0, transport.open());
  }

  @Test
  void ofAnEndlessAnswerLittleIsRead() {
    EndlessAnswer endless = new EndlessAnswer(200);
    TokenService service =
        new TokenService(
            (asked, request) -> endless, "log in", Limits.defaults(), time, new SentSecrets());
    AuthorizationRequest request = request(Map.of("realm", REALM), "repository:a:pull");
    assertThrows(LimitExceededException.class, () -> service.fetch(request, BASIC));
    assertTrue(endless.isClosed());
  }

  @Test
  void aDeeplyNestedAnswerIsAnError() {
    var transport = ScriptedTransport.inOrder(Answer.json("{\"a\":" + "[".repeat(60_000)));
    assertThrows(RegistryException.class, () -> fetch(transport, BASIC));
  }

  @Test
  void aRedirectWithinTheTokenServiceKeepsThePassword() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.redirect(307, "/v2/token"), TOKEN);
    fetch(transport, BASIC);
    assertTrue(transport.header(1, "Authorization").startsWith("Basic "));
    assertEquals(0, transport.open());
  }

  @Test
  @Tag("AUTH-21")
  void aRedirectToAnotherHostLosesThePassword() throws IOException {
    var transport =
        ScriptedTransport.inOrder(Answer.redirect(307, "https://other.example/token"), TOKEN);
    fetch(transport, BASIC);
    assertEquals("", transport.header(1, "Authorization"));
  }

  @Test
  @Tag("AUTH-21")
  void aFormWithASecretIsNotSentToAnotherHost() {
    var transport = ScriptedTransport.inOrder(Answer.redirect(307, "https://other.example/token"));
    var failure = assertThrows(TransportException.class, () -> fetch(transport, IDENTITY));
    assertTrue(failure.getMessage().contains("redirects credentials to"));
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @Tag("AUTH-20")
  @ValueSource(strings = {"https://169.254.169.254/latest", "http://auth.example/token"})
  void aRedirectObeysTheRulesOfTheRealm(String location) {
    var transport = ScriptedTransport.inOrder(Answer.redirect(302, location));
    assertThrows(TransportException.class, () -> fetch(transport, Credential.ANONYMOUS));
    assertEquals(1, transport.requests().size());
  }

  @Test
  @Tag("AUTH-20")
  void everyRequestForATokenElsewhereHasARuleForAddresses() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(404),
            Answer.redirect(303, "https://other.example/token"),
            Answer.redirect(302, "https://r.example/token"),
            TOKEN);
    fetch(transport, BASIC);
    assertEquals(
        List.of(true, true, true, false),
        transport.requests().stream().map(request -> request.addressRule().isPresent()).toList());
  }

  @Test
  void redirectsOfTheTokenServiceEnd() {
    var transport = new ScriptedTransport(request -> Answer.redirect(302, REALM));
    assertThrows(TransportException.class, () -> fetch(transport, Credential.ANONYMOUS));
    assertEquals(11, transport.requests().size());
  }

  @Test
  void answerWithoutATokenShowsWhyAndNothingElse() {
    for (String broken :
        List.of(
            "{\":\"t0ken\",\"ex:\"t0ken",
            "{\"tokem\":\"t0ken\"}",
            "{\"details\":\"why\",\"tokem\":\"t0ken\"}")) {
      OrasException e =
          assertThrows(
              AuthenticationException.class,
              () -> fetch(ScriptedTransport.inOrder(Answer.of(401).body(broken)), BASIC));
      assertFalse(e.toString().contains("t0ken"), e.toString());
      assertEquals(broken.contains("why"), e.toString().contains("why"), e.toString());
    }
    OrasException plain =
        assertThrows(
            AuthenticationException.class,
            () -> fetch(ScriptedTransport.inOrder(Answer.of(401).body("wrong password")), BASIC));
    assertTrue(plain.toString().contains("wrong password"), plain.toString());
  }

  @Test
  void aServiceThatIsBusyOrDownIsNoWrongPassword() {
    assertThrows(
        RateLimitedException.class, () -> fetch(ScriptedTransport.inOrder(Answer.of(429)), BASIC));
    OrasException down =
        assertThrows(
            RegistryException.class, () -> fetch(ScriptedTransport.inOrder(Answer.of(500)), BASIC));
    assertFalse(down instanceof AuthenticationException);
  }

  @Test
  void aServiceThatIsNotReachedIsNotTriedAgainByWhoeverAsked() {
    var transport =
        new ScriptedTransport(
            request -> {
              throw new TransportException(
                  TransportException.Kind.TRANSIENT, "connection refused", null);
            });
    var failure = assertThrows(TransportException.class, () -> fetch(transport, BASIC));
    assertEquals(TransportException.Kind.PERMANENT, failure.kind());
    assertEquals("cannot get a token: connection refused", failure.getMessage());
  }
}
