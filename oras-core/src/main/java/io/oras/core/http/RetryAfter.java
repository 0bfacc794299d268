package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.core.wire.HeaderReader;
import java.time.DateTimeException;
import java.time.Duration;
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

  /**
   * Returns how long to wait, if the answer says so in a form that can be read; negative if the
   * date has passed.
   *
   * @param now the time for a date in an answer that does not say when it was sent (section 6.6.1)
   */
  static Optional<Duration> of(Headers headers, Instant now) {
    try {
      OptionalLong seconds = HeaderReader.of(headers, "Retry-After").number();
      if (seconds.isPresent()) {
        return Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), MOST)));
      }
    } catch (LimitExceededException e) {
      // Not readable is as good as not there: our own back-off applies.
      return Optional.empty();
    }
    return date(headers, "Retry-After")
        .map(at -> Duration.between(date(headers, "Date").orElse(now), at));
  }

  private static Optional<Instant> date(Headers headers, String name) {
    try {
      return Optional.of(
          ZonedDateTime.parse(
                  HeaderReader.of(headers, name).text(), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant());
    } catch (DateTimeException | LimitExceededException e) {
      return Optional.empty();
    }
  }
}
