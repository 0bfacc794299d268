package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.core.wire.HeaderReader;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** The header {@code Retry-After}: seconds or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {
  /** The largest number of seconds that is told apart: 31 years. */
  private static final long MOST = 999_999_999;

  private RetryAfter() {}

  /** When to try again, if the answer says so in a form that can be read. */
  static Optional<Instant> of(Headers headers, Clock clock) {
    try {
      HeaderReader header = HeaderReader.of(headers, "Retry-After");
      OptionalLong seconds = header.number();
      if (seconds.isPresent()) {
        return Optional.of(clock.instant().plusSeconds(Math.min(seconds.getAsLong(), MOST)));
      }
      return Optional.of(
          ZonedDateTime.parse(header.text(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException | LimitExceededException e) {
      // Not readable is as good as not there: our own back-off applies.
      return Optional.empty();
    }
  }
}
