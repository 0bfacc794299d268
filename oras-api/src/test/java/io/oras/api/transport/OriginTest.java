package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {
  private static Origin of(String url) {
    return Origin.of(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.example, https://r.example:443/v2/",
    "http://r.example, http://r.example:80/x?y",
    "HTTPS://R.Example, https://r.example",
    "http://[::1]:5000, http://[0:0:0:0:0:0:0:1]:5000",
    "http://[2001:DB8::A], http://[2001:db8:0::a]:80",
    "https://user@r.example, https://r.example"
  })
  void oneServerHasOneOrigin(String one, String other) {
    assertEquals(of(one), of(other));
    assertEquals(of(one).hashCode(), of(other).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.example, http://r.example",
    "https://r.example, http://r.example:443",
    "https://r.example, https://r.example:5000",
    "https://r.example, https://r.example.evil",
    "https://r.example, https://sub.r.example",
    "https://r.example, https://r.example.",
    "http://localhost, http://localhost.",
    "https://bcher-kva.example, https://xn--bcher-kva.example",
    "http://[::1], http://[::2]",
    "http://127.0.0.1, http://localhost"
  })
  void anotherSchemeHostOrPortIsAnotherOrigin(String one, String other) {
    assertNotEquals(of(one), of(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/",
        "//r.example/x",
        "ftp://r.example",
        "file:///etc/passwd",
        "x:y",
        "https://b\u00fccher.example/",
        "https://\u212a.example/",
        "https://r\u3002example/"
      })
  void onlyAbsoluteWebAddressesHaveOne(String url) {
    assertThrows(IllegalArgumentException.class, () -> of(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1", "[]", "[r.example]", "[1.2.3.4.5]"})
  void whatStandsInBracketsIsAnAddressAndNeverLookedUp(String host) {
    assertThrows(IllegalArgumentException.class, () -> new Origin("http", host, 80));
  }

  @Test
  void hostMayHaveAnUnderscore() {
    assertEquals(new Origin("http", "my_registry", 5000), of("http://my_Registry:5000/v2/?q"));
    assertEquals("https://a.b_c", of("https://a.b_c/").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://u@my_host/", "http://my_host:x/", "http://_host/", "http://my_host:/"})
  void underscoreExcusesNothingElse(String url) {
    assertThrows(IllegalArgumentException.class, () -> of(url));
  }

  @Test
  void theDefaultPortIsNotShown() {
    assertEquals("https://r.example", of("https://R.example:443/x").toString());
    assertEquals("http://r.example:443", of("http://r.example:443").toString());
    assertEquals("r.example:5000", of("https://r.example:5000").authority());
  }
}
