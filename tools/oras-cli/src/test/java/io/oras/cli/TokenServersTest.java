package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.TokenAuth;
import io.oras.tests.registry.TokenAuth.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way from login to logout, whatever the token server's answers look like. */
class TokenServersTest extends CommandLineTest {
  private static final String USER = "alice";
  private static final String SECRET = "canary-93a0";
  private static final String IDENTITY = "canary-identity-4c11";

  /** How a token server is. */
  enum Variant {
    TOKEN,
    ACCESS_TOKEN,
    BOTH,
    NO_LIFETIME,
    SHORT_LIFETIME,
    NO_POST,
    ANONYMOUS_PULL,
    IDENTITY_TOKEN;

    /** How many seconds pass on the way to the registry is not for this test to say. */
    private static Clock stopped() {
      return Clock.fixed(Instant.now(), ZoneOffset.UTC);
    }

    TokenAuth change(TokenAuth auth) {
      return switch (this) {
        case TOKEN -> auth.field(Field.TOKEN);
        case ACCESS_TOKEN -> auth.field(Field.ACCESS_TOKEN);
        case BOTH -> auth.field(Field.BOTH);
        case NO_LIFETIME -> auth.lifetimeInResponse(false);
        case SHORT_LIFETIME -> auth.clock(stopped()).lifetime(Duration.ofSeconds(1));
        case NO_POST -> auth.post(false);
        case ANONYMOUS_PULL -> auth.anonymousPull(true);
        case IDENTITY_TOKEN -> auth.refreshToken(IDENTITY);
      };
    }

    InProcessRegistry start() throws IOException {
      return InProcessRegistry.builder().auth(change(Auth.token(USER, SECRET))).start();
    }

    /** What {@code login} is told, and what it reads. */
    List<String> flags() {
      return this == IDENTITY_TOKEN
          ? List.of("--identity-token-stdin")
          : List.of("-u", USER, "--password-stdin");
    }

    String secret() {
      return this == IDENTITY_TOKEN ? IDENTITY : SECRET;
    }
  }

  private Run login(Variant variant, String secret) {
    List<String> all = new ArrayList<>(List.of("login", "REG"));
    all.addAll(variant.flags());
    return orasWith(secret + "\n", all.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void fromLoginToLogout(Variant variant) throws IOException {
    start(variant.start());
    try (InProcessRegistry bobs =
        InProcessRegistry.builder().auth(Auth.token("bob", "canary-bob-8d")).start()) {
      assertEquals("Login Succeeded\n", login(variant, variant.secret()).text());
      orasWith("canary-bob-8d", "login", bobs.host(), "-u", "bob", "--password-stdin").text();

      push("REG/demo/a:v1");
      oras("pull", "REG/demo/a:v1", "-o", "out").lines();
      assertEquals("bar", Files.readString(folder.resolve("out/f.txt")));
      oras("cp", "REG/demo/a:v1", bobs.host() + "/demo/b:v1").lines();
      oras("cp", bobs.host() + "/demo/b:v1", "REG/demo/c:v1").lines();
      assertEquals(PUSHED, oras("resolve", "REG/demo/c:v1").text().strip());

      assertEquals("", oras("logout", "REG").text());
      assertEquals(
          variant == Variant.ANONYMOUS_PULL ? 0 : 1, oras("resolve", "REG/demo/a:v1").exit());
      assertEquals(1, oras("tag", "REG/demo/a:v1", "more").exit());
      assertEquals(List.of("v1"), registry.tags("demo/a"));
      assertEquals(PUSHED, oras("resolve", bobs.host() + "/demo/b:v1").text().strip());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongSecretIsOneMessageAndOneAttempt(Variant variant) throws IOException {
    start(variant.start());
    Run run = login(variant, "canary-wrong-77");
    List<String> errors = run.errors();
    assertEquals(2, errors.size(), errors::toString);
    assertTrue(errors.get(0).contains("/token"), run.err());
    assertTrue(errors.get(0).contains("the credentials for " + host + " were refused"), run.err());
    assertTrue(errors.get(1).startsWith("Please check the username and password"), run.err());
    assertFalse(run.err().contains("canary-wrong-77"));
    assertFalse(Files.exists(folder.resolve("docker/config.json")));
    assertEquals(
        List.of(
            "GET /v2/ 401", (variant == Variant.IDENTITY_TOKEN ? "POST" : "GET") + " /token 401"),
        registry.requests().stream().map(r -> r.line() + " " + r.status()).toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "ACCESS_TOKEN", "BOTH", "NO_LIFETIME", "NO_POST"})
  void aTokenThatExpiresInMidPushIsReplaced(Variant variant) throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    TokenAuth auth = variant.change(Auth.token(USER, SECRET)).clock(clock(now));
    start(InProcessRegistry.builder().auth(auth).start());
    login(variant, SECRET).text();
    registry.clear();
    // Tokens live for five minutes, and the server's clock goes on by one with each look.
    for (String file : List.of("g", "h", "i")) {
      Files.writeString(folder.resolve(file), file);
    }
    oras("push", "REG/demo/a:v1", "f.txt", "g", "h", "i", "--concurrency", "1").lines();
    assertEquals(List.of("v1"), registry.tags("demo/a"));
    long refused =
        registry.requests().stream()
            .filter(r -> r.status() == 401 && r.header("Authorization").isPresent())
            .count();
    assertTrue(refused > 0, () -> "no token expired: " + registry.requests());
  }

  private static Clock clock(AtomicReference<Instant> now) {
    InstantSource source = () -> now.getAndUpdate(instant -> instant.plusSeconds(60));
    return source.withZone(ZoneOffset.UTC);
  }
}
