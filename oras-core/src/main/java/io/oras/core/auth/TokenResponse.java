package io.oras.core.auth;

import io.oras.api.error.RegistryException;
import io.oras.api.error.RegistryResponse;
import io.oras.core.context.Limit.Bound;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a token service. Nothing of its body is ever shown.
 *
 * @param method of the request
 * @param url redacted
 * @param limit of the body
 */
record TokenResponse(String method, String url, Bound limit) {
  /** No token lives shorter (distribution's token specification), whatever clocks say. */
  private static final long FLOOR = 60;

  private static final long CAP = Duration.ofDays(30).toSeconds();

  private static final Duration SKEW = Duration.ofSeconds(10);

  Token read(byte[] body, Clock clock) throws IOException {
    if (body.length > limit.asInt()) {
      throw limit.exceeded("the response of the token server " + url + " is too long");
    }
    JsonObject answer;
    try {
      answer = JsonDocument.parseObject(body, "token");
    } catch (InvalidJsonException e) {
      // The cause may quote the body.
      throw unusable("is not a JSON object");
    }
    String token = text(answer.get("access_token"));
    if (token.isEmpty()) {
      token = text(answer.get("token"));
    }
    if (token.isEmpty()) {
      throw unusable("has neither token nor access_token");
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw unusable("has a token with characters that no header may have");
    }
    Instant now = clock.instant();
    Instant issued = issued(answer, now);
    Instant end = issued.plusSeconds(expiresIn(answer.get("expires_in")));
    Instant floor = now.plusSeconds(FLOOR);
    return new Token(token, (end.isBefore(floor) ? floor : end).minus(SKEW));
  }

  private RegistryException unusable(String why) {
    return new RegistryException(
        RegistryResponse.of(method, url, 200, List.of(), "the response of the token server " + why),
        null);
  }

  private static String text(@Nullable JsonValue value) {
    return value instanceof JsonString string ? string.getString() : "";
  }

  private static long expiresIn(@Nullable JsonValue value) {
    try {
      double seconds =
          value instanceof JsonNumber number
              ? number.doubleValue()
              : Double.parseDouble(text(value).strip());
      return Math.max(FLOOR, Math.min((long) seconds, CAP));
    } catch (NumberFormatException e) {
      return FLOOR;
    }
  }

  /** A server's clock that is behind or ahead makes a token's life neither longer nor endless. */
  private static Instant issued(JsonObject answer, Instant now) {
    try {
      Instant issued = OffsetDateTime.parse(text(answer.get("issued_at"))).toInstant();
      return issued.isAfter(now) ? now : issued;
    } catch (DateTimeException e) {
      return now;
    }
  }

  /**
   * An access token.
   *
   * @param value for {@code Authorization: Bearer}
   * @param end from when on it is not used any more
   */
  record Token(String value, Instant end) {
    /** Never the value. */
    @Override
    public String toString() {
      return "token until " + end;
    }
  }
}
