package io.oras.core.http;

import io.oras.api.transport.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /** When to try again, if the answer says so in a form that can be read. */
  static Optional<Instant> of(Headers headers, Clock clock) {
    return headers.first("Retry-After").map(String::strip).flatMap(text -> parse(text, clock));
  }

  private static Optional<Instant> parse(String text, Clock clock) {
    try {
      if (text.matches("\\d{1,9}")) {
        return Optional.of(clock.instant().plusSeconds(Long.parseLong(text)));
      }
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      // Not readable is as good as not there: our own back-off applies.
      return Optional.empty();
    }
  }
}
