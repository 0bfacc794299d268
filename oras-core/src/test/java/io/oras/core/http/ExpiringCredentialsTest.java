package io.oras.core.http;

import static io.oras.core.http.Chains.PULL;
import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.AuthenticationException;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that lives longer than the passwords that a vault gives it. */
class ExpiringCredentialsTest {
  private static final String URL = "https://r.example/v2/a/manifests/v1";
  private static final String BASIC = "Basic realm=\"x\"";
  private static final String BEARER = "Bearer realm=\"https://auth.example/token\",service=\"s\"";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Chains chains = new Chains();
  private final ScriptedTransport transport = new ScriptedTransport(this::answer);
  private String challenge = BASIC;
  private int newest = 1;
  private int asked;
  private RegistryChain client;

  @BeforeEach
  void start() {
    CredentialProvider vault =
        request -> {
          asked++;
          return Optional.of(Credential.basic("ci", "password" + newest));
        };
    chains.providers.add(CredentialProviders.cached(vault, LIFETIME, chains.time));
    client = chains.over(transport);
  }

  /** Takes the newest password and a token that was given for it. */
  private Answer answer(TransportRequest request) {
    String sent = request.headers().first("Authorization").orElse("");
    String user = "ci:password" + newest;
    boolean password =
        sent.equals(
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    if (request.uri().getHost().equals("auth.example")) {
      return password
          ? Answer.json("{\"token\":\"token" + newest + "\",\"expires_in\":60}")
          : Answer.of(401);
    }
    boolean taken = challenge.equals(BASIC) ? password : sent.equals("Bearer token" + newest);
    return taken ? Answer.of(200) : Answer.challenge(challenge);
  }

  private int send() throws IOException {
    try (TransportResponse response = client.send(get(URL, PULL))) {
      return response.status();
    }
  }

  @Test
  void passwordIsNotSentAfterItsLifetime() throws IOException {
    assertEquals(200, send());
    assertEquals(200, send());
    assertEquals(1, asked);
    int before = transport.requests().size();
    chains.time.pass(LIFETIME);
    newest = 2;
    assertEquals(200, send());
    assertEquals(2, asked);
    assertEquals(before + 1, transport.requests().size());
  }

  @Test
  void passwordThatTheRegistryRefusesIsReplacedWithinItsLifetime() throws IOException {
    assertEquals(200, send());
    newest = 2;
    assertEquals(200, send());
    assertEquals(2, asked);
  }

  @Test
  void passwordThatTheTokenServiceRefusesIsReplacedWithinItsLifetime() throws IOException {
    challenge = BEARER;
    assertEquals(200, send());
    chains.time.pass(Duration.ofMinutes(5));
    newest = 2;
    assertEquals(200, send());
    assertEquals(2, asked);
  }

  @Test
  void providerThatKeepsNothingIsAskedAgainWhenItsCredentialIsRefused() throws IOException {
    chains.providers.set(0, request -> Optional.of(Credential.basic("ci", "password" + newest)));
    client = chains.over(transport);
    challenge = BEARER;
    assertEquals(200, send());
    chains.time.pass(Duration.ofMinutes(5));
    newest = 2;
    assertEquals(200, send());
  }

  @Test
  void credentialThatIsRefusedAndNotReplacedIsTriedOnce() {
    challenge = BEARER;
    chains.providers.set(0, request -> Optional.of(Credential.basic("ci", "wrong")));
    client = chains.over(transport);
    assertThrows(AuthenticationException.class, this::send);
    assertEquals(2, transport.requests().size());
  }
}
