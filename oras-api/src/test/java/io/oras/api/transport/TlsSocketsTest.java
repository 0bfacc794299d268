package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handshakes are tested by {@code HttpTransportTck}. */
class TlsSocketsTest {
  @ParameterizedTest
  @CsvSource({
    "my_host.example, my_host.example, true",
    "*.example.org, my_host.example.org, true",
    "*.example.org, a.my_host.example.org, false",
    "*.org, my_host.org, false",
    "*, my_host, false",
    "*.example.org, example.org, false",
    "my_*.example.org, my_host.example.org, false",
    "example.org, my_host.example.org, false"
  })
  void asteriskStandsForTheFirstLabelAlone(String pattern, String host, boolean matches) {
    assertEquals(matches, TlsSockets.matches(pattern, host));
  }
}
