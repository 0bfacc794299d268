package io.oras.core.http;

import static io.oras.core.http.Chains.PULL;
import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.CredentialException;
import io.oras.api.error.RegistryException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.core.auth.Scope;
import io.oras.core.context.TestOperations;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.wire.SentSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatingHttpTest {
  private static final String URL = "https://r.example/v2/a/manifests/v1";
  private static final String BEARER =
      "Bearer realm=\"https://auth.example/token\",service=\"s\",scope=\"repository:a:pull\"";
  private static final String TOKEN_URL =
      "https://auth.example/token?service=s&scope=repository:a:pull";
  private static final String SECRET = "s3cr3t-Passw0rd";

  private final Chains chains = new Chains();

  /** A registry with a token service that gives t1, t2, … and takes only the newest. */
  private static final class Registry implements ScriptedTransport.Script {
    String challenge = BEARER;
    int issued;
    int accepted = 1;

    @Override
    public Answer answer(TransportRequest request) {
      if (request.uri().getHost().equals("auth.example")) {
        issued++;
        return Answer.json("{\"token\":\"t" + issued + "\"}");
      }
      String authorization = request.headers().first("Authorization").orElse("");
      return authorization.equals("Bearer t" + accepted)
          ? Answer.of(200)
          : Answer.challenge(challenge);
    }
  }

  private static int status(RegistryHttp http, RegistryRequest request) throws IOException {
    try (TransportResponse response = http.send(request)) {
      return response.status();
    }
  }

  @Test
  @Tag("AUTH-01")
  @Tag("AUTH-07")
  void aChallengeIsAnsweredWithATokenAndTheRequestIsRepeatedOnce() throws IOException {
    var transport = new ScriptedTransport(new Registry());
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertEquals(List.of("GET " + URL, "GET " + TOKEN_URL, "GET " + URL), transport.lines());
    assertEquals("", transport.header(1, "Authorization"));
    assertEquals("Bearer t1", transport.header(2, "Authorization"));
    assertEquals(0, transport.open());
  }

  @Test
  @Tag("AUTH-01")
  void aSecondRefusalIsTheAnswerAndEndsTheLoop() throws IOException {
    var registry = new Registry();
    registry.accepted = -1;
    var transport = new ScriptedTransport(registry);
    assertEquals(401, status(chains.over(transport), get(URL, PULL)));
    assertEquals(3, transport.requests().size());
    assertEquals(0, transport.open());
  }

  @Test
  void aRegistryThatAsksForAnotherScopeEachTimeIsGivenUp() throws IOException {
    int[] n = {0};
    var transport =
        new ScriptedTransport(
            request ->
                request.uri().getHost().equals("auth.example")
                    ? Answer.json("{\"token\":\"t" + n[0] + "\"}")
                    : Answer.challenge(BEARER.replace("repository:a", "repository:x" + n[0]++)));
    assertEquals(401, status(chains.over(transport), get(URL, PULL)));
    assertEquals(4 + 3, transport.requests().size());
  }

  @Test
  void aTokenServiceThatHasMovedIsFoundAgain() throws IOException {
    var registry = new Registry();
    boolean[] moved = {false};
    var transport =
        new ScriptedTransport(
            request ->
                moved[0] && request.uri().getHost().equals("auth.example")
                    ? Answer.of(410)
                    : request.uri().getHost().equals("new.example")
                        ? Answer.json("{\"token\":\"t2\"}")
                        : registry.answer(request));
    var chain = chains.over(transport);
    status(chain, get(URL, PULL));
    moved[0] = true;
    registry.accepted = 2;
    registry.challenge = BEARER.replace("auth.example", "new.example");
    chains.time.pass(Duration.ofHours(1));
    assertThrows(AuthenticationException.class, () -> status(chain, get(URL, PULL)));
    assertEquals(200, status(chain, get(URL, PULL)));
    assertEquals(0, transport.open());
  }

  @Test
  void theNextRequestSendsTheTokenAtOnce() throws IOException {
    var transport = new ScriptedTransport(new Registry());
    var chain = chains.over(transport);
    status(chain, get(URL, PULL));
    assertEquals(200, status(chain, get(URL, PULL)));
    assertEquals(4, transport.requests().size());
    assertEquals("Bearer t1", transport.header(3, "Authorization"));
  }

  @Test
  @Tag("AUTH-13")
  void anExpiredTokenIsReplacedBeforeItIsRefused() throws IOException {
    var registry = new Registry();
    var transport = new ScriptedTransport(registry);
    var chain = chains.over(transport);
    status(chain, get(URL, PULL));
    chains.time.pass(Duration.ofSeconds(51));
    registry.accepted = 2;
    assertEquals(200, status(chain, get(URL, PULL)));
    assertEquals(List.of("GET " + TOKEN_URL, "GET " + URL), transport.lines().subList(3, 5));
  }

  @Test
  @Tag("AUTH-19")
  void aRefusedTokenIsDroppedAndANewOneFetched() throws IOException {
    var registry = new Registry();
    var transport = new ScriptedTransport(registry);
    var chain = chains.over(transport);
    status(chain, get(URL, PULL));
    registry.challenge = BEARER + ",error=\"invalid_token\"";
    registry.accepted = 2;
    assertEquals(200, status(chain, get(URL, PULL)));
    assertEquals("Bearer t2", transport.header(5, "Authorization"));
  }

  @Test
  @Tag("AUTH-19")
  @Tag("AUTH-18")
  void insufficientScopeIsAnsweredWithBothScopes() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge(BEARER),
            Answer.json("{\"token\":\"t1\"}"),
            Answer.of(403)
                .with(
                    "WWW-Authenticate",
                    "Bearer realm=\"https://auth.example/token\",service=\"s\","
                        + "scope=\"repository:a:push\",error=\"insufficient_scope\""),
            Answer.json("{\"token\":\"t2\"}"),
            Answer.of(200));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertEquals(
        "https://auth.example/token?service=s&scope=repository:a:pull,push",
        transport.requests().get(3).uri().toString());
  }

  @Test
  @Tag("AUTH-24")
  @Tag("AUTH-16")
  void forbiddenIsFinalAndKeepsItsBody() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(403)
                .with("WWW-Authenticate", BEARER)
                .body("{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}"));
    var request = get(URL, PULL);
    var response = chains.over(transport).send(request);
    var failure =
        assertThrows(
            IOException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals("GET " + URL + ": 403 DENIED: no (while testing)", failure.getMessage());
  }

  @Test
  @Tag("AUTH-24")
  @Tag("AUTH-23")
  void anonymousRefusalSaysThatThereAreNoCredentials() throws IOException {
    var request = get(URL, PULL);
    var response =
        chains
            .over(ScriptedTransport.inOrder(Answer.of(401).body("nope"), Answer.of(200)))
            .send(request);
    var failure =
        assertThrows(
            AuthenticationException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals(
        "GET "
            + URL
            + ": 401 nope; basic credential not found for r.example; log in"
            + " (while testing)",
        failure.getMessage());
    assertEquals("r.example", failure.host());
    assertEquals("", failure.challenge());
  }

  @Test
  @Tag("AUTH-23")
  void withoutAChallengeAPasswordIsTried() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(401), Answer.of(200), Answer.of(200));
    chains.with(Credential.basic("user", SECRET));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertTrue(transport.header(2, "Authorization").startsWith("Basic "));
  }

  @Test
  void challengeThatIsMissingIsLookedForAtTheRoot() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(401),
            Answer.challenge(BEARER),
            Answer.json("{\"token\":\"t1\"}"),
            Answer.of(200));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertEquals(
        List.of("GET " + URL, "GET https://r.example/v2/", "GET " + TOKEN_URL, "GET " + URL),
        transport.lines());
    assertEquals("", transport.header(1, "Authorization"));
    assertEquals("Bearer t1", transport.header(3, "Authorization"));
  }

  @Test
  void tokenThatAllowsLessThanItWasAskedForIsReplaced() throws IOException {
    String more =
        "Bearer realm=\"https://auth.example/token\",service=\"s\","
            + "scope=\"repository:a:pull\",error=\"insufficient_scope\"";
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge(BEARER),
            Answer.json("{\"token\":\"t1\"}"),
            Answer.of(200),
            Answer.challenge(more),
            Answer.json("{\"token\":\"t2\"}"),
            Answer.of(200));
    RegistryHttp chain = chains.over(transport);
    status(chain, get(URL, PULL));
    assertEquals(200, status(chain, get(URL, PULL)));
    assertEquals("Bearer t1", transport.header(3, "Authorization"));
    assertEquals("Bearer t2", transport.header(5, "Authorization"));
  }

  @Test
  void aRefusalWithoutAChallengeDespiteATokenIsTheAnswer() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge(BEARER), Answer.json("{\"token\":\"t\"}"), Answer.of(401));
    assertEquals(401, status(chains.over(transport), get(URL, PULL)));
  }

  @Test
  @Tag("AUTH-04")
  void basicIsSentAfterAChallengeOnlyAndInUtf8() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge("Basic realm=\"x\""), Answer.of(200), Answer.of(200));
    var chain = chains.with(Credential.basic("us\u00e9r", "pa:ss")).over(transport);
    status(chain, get(URL, PULL));
    status(chain, get(URL, PULL));
    assertEquals("", transport.header(0, "Authorization"));
    assertEquals("Basic dXPDqXI6cGE6c3M=", transport.header(1, "Authorization"));
    assertEquals("Basic dXPDqXI6cGE6c3M=", transport.header(2, "Authorization"));
  }

  @Test
  @Tag("DIST-ERR-08")
  void aWrongPasswordIsTriedOnceAndNeverShown() throws IOException {
    var transport =
        new ScriptedTransport(
            request -> Answer.challenge("Basic realm=\"x\"").body("bad password, said " + request));
    chains.with(Credential.basic("user", SECRET));
    var request = get(URL, PULL);
    var response = chains.over(transport).send(request);
    var failure =
        assertThrows(
            AuthenticationException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals(2, transport.requests().size());
    assertTrue(failure.getMessage().contains("the credentials for r.example were refused"));
    assertEquals("Basic realm=\"x\"", failure.challenge());
    assertEquals(401, failure.response().orElseThrow().status());
    assertFalse(failure.toString().contains(SECRET));
  }

  @Test
  @Tag("AUTH-08")
  @Tag("DIST-ERR-08")
  void aWrongPasswordAtTheTokenServiceIsTriedOnceAndNeverShown() {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge(BEARER),
            Answer.of(401).body("{\"token\":\"" + SECRET + "\",\"details\":\"incorrect\"}"));
    chains.with(Credential.basic("user", SECRET));
    var failure =
        assertThrows(
            AuthenticationException.class, () -> chains.over(transport).send(get(URL, PULL)));
    assertEquals(2, transport.requests().size());
    assertTrue(transport.header(1, "Authorization").startsWith("Basic "));
    assertTrue(failure.getMessage().contains("incorrect"), failure.getMessage());
    assertTrue(failure.getMessage().contains("credentials for r.example were refused"));
    assertTrue(failure.getMessage().endsWith("(while testing)"));
    assertFalse(failure.toString().contains(SECRET));
    assertEquals(0, transport.open());
  }

  @Test
  @Tag("AUTH-03")
  void bearerIsPreferredToBasicAndUnknownSchemesAreSkipped() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge("Negotiate, Basic realm=\"a, b\"").with("www-authenticate", BEARER),
            Answer.json("{\"token\":\"t\"}"),
            Answer.of(200));
    chains.with(Credential.basic("user", SECRET));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertEquals("Bearer t", transport.header(2, "Authorization"));
  }

  @ParameterizedTest
  @Tag("AUTH-20")
  @ValueSource(
      strings = {
        "",
        ",",
        "Bearer",
        "Bearer realm=",
        "Bearer realm=\"file:///etc/passwd\"",
        "Bearer realm=\"ftp://x\"",
        "Bearerrealm=\"x\"",
        "Digest realm=\"x\"",
        "Bearer realm=\"https://auth.example/token"
      })
  void aChallengeThatCannotBeAnsweredIsTheAnswer(String challenge) throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.challenge(challenge));
    chains.with(Credential.basic("user", SECRET));
    assertEquals(401, status(chains.over(transport), get(URL, PULL)));
  }

  @Test
  void aRegistryTokenIsSentAsItIs() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.challenge(BEARER), Answer.of(200));
    chains.with(Credential.registryToken("mine"));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    assertEquals("Bearer mine", transport.header(1, "Authorization"));
  }

  @Test
  void anIdentityTokenIsNoPassword() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.challenge("Basic realm=\"x\""));
    chains.with(Credential.identityToken(SECRET));
    var request = get(URL, PULL);
    var response = chains.over(transport).send(request);
    var failure =
        assertThrows(
            AuthenticationException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertTrue(failure.getMessage().contains("takes a user and a password"));
  }

  @Test
  @Tag("AUTH-18")
  void aTokenForPullIsNotUsedForPushButTheOtherWayRoundItIs() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.challenge(BEARER),
            Answer.json("{\"token\":\"pull\"}"),
            Answer.of(200),
            Answer.json("{\"token\":\"push\"}"),
            Answer.of(200),
            Answer.of(200));
    var chain = chains.over(transport);
    Scope push = Scope.repository("b", "pull", "push");
    status(chain, get(URL, PULL));
    status(chain, get(URL, Scope.repository("c", "pull"), push));
    status(chain, get(URL, Scope.repository("b", "pull")));
    assertEquals(
        "https://auth.example/token?service=s&scope=repository:b:pull,push&scope=repository:c:pull",
        transport.requests().get(3).uri().toString());
    assertEquals("Bearer push", transport.header(5, "Authorization"));
  }

  @Test
  void contentThatCanBeSentOnceIsNotSentAgain() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.challenge(BEARER));
    var body = new RequestBody.OneShot(new ByteArrayInputStream(new byte[3]), 3);
    var request = Chains.request("PUT", URL, PULL).withBody(body);
    var response = chains.over(transport).send(request);
    var failure =
        assertThrows(
            AuthenticationException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertTrue(failure.getMessage().contains("only once"));
  }

  @Test
  void aCallersOwnAuthorizationIsSentAsItIsAndNoChallengeIsAnswered() throws IOException {
    chains.settings =
        RegistrySettings.builder().headers(Headers.of("Authorization", "Custom x")).build();
    chains.with(Credential.basic("user", SECRET));
    var transport = ScriptedTransport.inOrder(Answer.challenge("Basic"));
    assertEquals(401, status(chains.over(transport), get(URL, PULL)));
    assertEquals("Custom x", transport.header(0, "Authorization"));
  }

  @Test
  void aChallengeOfAnotherHostIsNotAnswered() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.challenge("Basic realm=\"x\""));
    chains.with(Credential.basic("user", SECRET));
    assertEquals(401, status(chains.over(transport), get("https://other.example/u")));
  }

  @Test
  void noTokenIsFetchedForARequestToAnotherHost() throws IOException {
    var transport = new ScriptedTransport(new Registry());
    RegistryChain chain = chains.over(transport);
    assertEquals(200, status(chain, get(URL, PULL)));
    int before = transport.requests().size();
    assertEquals(
        401,
        status(
            chain,
            Chains.request("PUT", "https://other.example/u", Scope.repository("a", "push"))));
    assertEquals(before + 1, transport.requests().size());
  }

  @Test
  void providersAreAskedInOrderForTheReferencesRegistryAndItsAction() throws IOException {
    List<CredentialRequest> asked = new ArrayList<>();
    chains.providers.add(
        request -> {
          asked.add(request);
          return Optional.empty();
        });
    chains.with(Credential.basic("second", "x"));
    chains.providers.add(
        request -> {
          throw new AssertionError("the second knew it");
        });
    var transport = ScriptedTransport.inOrder(Answer.challenge("Basic"), Answer.of(200));
    var request =
        RegistryRequest.of(
            TestOperations.silent(),
            "index.docker.io",
            "PUT",
            URI.create("https://registry-1.docker.io/v2/library/x/"),
            List.of(Scope.repository("library/x", "pull", "push")),
            "testing");
    assertEquals(200, status(chains.over(transport), request));
    assertEquals(
        List.of(new CredentialRequest("docker.io", "library/x", CredentialRequest.Action.PUSH)),
        asked);
  }

  @Test
  void aProviderThatFailsEndsTheRequest() {
    chains.providers.add(
        request -> {
          throw new CredentialException("helper is broken");
        });
    var transport = ScriptedTransport.inOrder(Answer.challenge("Basic"));
    var failure =
        assertThrows(CredentialException.class, () -> chains.over(transport).send(get(URL, PULL)));
    assertEquals("helper is broken (while testing)", failure.getMessage());
    assertEquals(0, transport.open());
  }

  @Test
  void aTokenServiceThatFailsForAMomentIsAskedAgainAndOneThatStaysDownEndsTheRequest()
      throws IOException {
    var registry = new Registry();
    int[] failures = {2};
    var transport =
        new ScriptedTransport(
            request ->
                request.uri().getHost().equals("auth.example") && failures[0]-- > 0
                    ? Answer.of(503)
                    : registry.answer(request));
    assertEquals(200, status(chains.over(transport), get(URL, PULL)));
    var down =
        new ScriptedTransport(
            request ->
                request.uri().getHost().equals("auth.example")
                    ? Answer.of(503)
                    : registry.answer(request));
    assertThrows(RegistryException.class, () -> chains.over(down).send(get(URL, PULL)));
    assertEquals(1 + 6, down.requests().size());
  }

  @Test
  void aServerThatRepeatsWhatItWasSentDoesNotMakeItSeen() throws IOException {
    chains.with(Credential.basic("bob", "correct horse/battery"));
    var transport =
        new ScriptedTransport(
            request -> {
              String sent = request.headers().first("Authorization").orElse("");
              return sent.isEmpty()
                  ? Answer.challenge("Basic realm=\"x\"")
                  : Answer.of(400)
                      .with("Warning", "299 - \"" + sent.substring(6) + "\"")
                      .body("you sent " + sent.substring(6) + ", correct%20horse%2Fbattery");
            });
    RegistryRequest request = get("https://r.example/v2/");
    RegistryChain chain = chains.over(transport);
    TransportResponse response = chain.send(request);
    var e =
        assertThrows(
            IOException.class,
            () -> ResponseCheck.expect(response, request, Limits.defaults(), chain.secrets(), 200));
    String all = e + chains.events.toString() + ((RegistryException) e).response();
    assertTrue(all.contains("you sent ***, ***"), all);
    assertFalse(all.contains("horse") || all.contains("Ym9iOmNvcnJlY3"), all);
  }
}
