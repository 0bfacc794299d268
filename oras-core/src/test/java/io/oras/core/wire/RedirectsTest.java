package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.transport.Origin;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
  @ParameterizedTest
  @CsvSource({
    "http://r.example, https://r.example, scheme",
    "http://r.example:5000, https://r.example, scheme and port",
    "http://r.example:5000, https://r.example:5000, scheme",
    "https://r.example, https://r.example:8443, port",
    "http://r.example, https://other.example:5000, host"
  })
  void differenceOfTwoOriginsIsNamed(String from, String to, String difference) {
    assertEquals(
        "another " + difference + ", " + to,
        Redirects.difference(Origin.of(URI.create(from)), Origin.of(URI.create(to))));
  }
}
