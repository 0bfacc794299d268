package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.transport.Headers;
import io.oras.tests.property.PropertyRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterFuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static Optional<Instant> read(String value) {
    Instant now = CLOCK.instant();
    return RetryAfter.of(Headers.of(Map.of("Retry-After", List.of(value))), now).map(now::plus);
  }

  @Test
  void secondsAndDatesAreRead() {
    PropertyRunner.check(
        "retry-after",
        800,
        chance -> {
          int seconds = chance.below(1_000_000_000);
          Instant time = CLOCK.instant().plusSeconds(seconds);
          assertEquals(Optional.of(time), read(String.valueOf(seconds)));
          assertEquals(
              Optional.of(time),
              read(DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC))));
        });
  }

  @Test
  void anyOtherTextCountsForNothing() {
    PropertyRunner.check(
        "retry-after-mutated",
        1000,
        chance -> {
          String value = chance.pick("120", "Wed, 21 Oct 2026 07:28:00 GMT");
          String text =
              chance.mutated(value, "-", "9999999999", "GMT").replaceAll("\\p{Cntrl}", "");
          if (text.chars().allMatch(c -> c < 256)) {
            read(text);
          }
        });
  }
}
