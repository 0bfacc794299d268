package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.core.auth.TokenResponse.Token;
import io.oras.core.context.Limit;
import io.oras.core.options.Limits;
import io.oras.tests.property.PropertyRunner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokenResponseFuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "\"",
    "null",
    "-1",
    "1e999999999",
    "1e99999999999",
    "9".repeat(1200),
    "\"NaN\"",
    "-999999999-01-01T00:00:00Z",
    "+999999999-12-31T23:59:59Z",
    "[".repeat(5000),
    "\\n",
    "é"
  };

  @Test
  void anAnswerIsATokenOfABoundedLifeOrAnErrorThatDoesNotRepeatIt() {
    PropertyRunner.check(
        "token-answer",
        1000,
        chance -> {
          String body =
              chance.mutated(
                  "{\"token\":\"s3cr3t\",\"expires_in\":300,\"issued_at\":\"2026-01-01T00:00:00Z\"}",
                  FRAGMENTS);
          try {
            Token token =
                new TokenResponse(
                        "GET", "https://auth.example", Limit.TOKEN_BYTES.in(Limits.defaults()))
                    .read(body.getBytes(StandardCharsets.UTF_8), CLOCK);
            Duration life = Duration.between(CLOCK.instant(), token.end());
            assertTrue(life.toSeconds() >= 50 && life.toDays() <= 30, life::toString);
          } catch (OrasException e) {
            assertEquals(-1, e.toString().indexOf("s3cr"), e::toString);
          }
        });
  }
}
