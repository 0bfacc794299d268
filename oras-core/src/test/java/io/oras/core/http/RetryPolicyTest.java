package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.core.options.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static List<Duration> delays(RetryPolicy policy, double random) {
    return IntStream.range(1, policy.attempts())
        .mapToObj(n -> RetryingHttp.delay(policy, n, random))
        .toList();
  }

  @Test
  void retriesOfOrasPyAreItsOwn() {
    RetryPolicy five = RetryPolicy.orasPy(5, Duration.ofSeconds(2));
    assertEquals(6, five.attempts());
    assertEquals(
        IntStream.of(3, 5, 11, 29, 83).mapToObj(Duration::ofSeconds).toList(), delays(five, 0.5));
    assertEquals(
        List.of(Duration.ofMillis(1100), Duration.ofMillis(3100)),
        delays(RetryPolicy.orasPy(2, Duration.ofMillis(100)), 0));
  }

  @Test
  void noRetryIsOneTry() {
    assertEquals(1, RetryPolicy.orasPy(0, Duration.ofSeconds(2)).attempts());
    assertThrows(
        IllegalArgumentException.class, () -> RetryPolicy.orasPy(-1, Duration.ofSeconds(2)));
    assertThrows(
        IllegalArgumentException.class, () -> RetryPolicy.orasPy(5, Duration.ofSeconds(-1)));
  }

  @Test
  void delaysEndAtTheirLimitHoweverManyTriesThereAre() {
    assertEquals(Duration.ofSeconds(30), RetryingHttp.delay(RetryPolicy.defaults(), 5_000, 1));
    assertEquals(
        Duration.ofDays(1).plusSeconds(2),
        RetryingHttp.delay(RetryPolicy.orasPy(5_000, Duration.ofSeconds(2)), 4_000, 1));
  }

  @Test
  void defaultDelaysDoubleWithFullJitter() {
    assertEquals(
        IntStream.of(200, 400, 800, 1600, 3200).mapToObj(Duration::ofMillis).toList(),
        delays(RetryPolicy.defaults(), 1));
    assertEquals(Duration.ofMillis(100), RetryingHttp.delay(RetryPolicy.defaults(), 1, 0.5));
  }
}
