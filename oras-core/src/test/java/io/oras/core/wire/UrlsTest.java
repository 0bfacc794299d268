package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
  private static final URI BASE = URI.create("https://r.example/v2/a/tags/list?n=2");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " -> ",
      value = {
        "/v2/a/tags/list?last=b -> https://r.example/v2/a/tags/list?last=b",
        "list?last=b -> https://r.example/v2/a/tags/list?last=b",
        "?last=b -> https://r.example/v2/a/tags/list?last=b",
        "/u?token=a%2Fb%3D%3D -> https://r.example/u?token=a%2Fb%3D%3D",
        "https://r.example/u1?_state=x%2By%3D -> https://r.example/u1?_state=x%2By%3D",
        "//other.example/u -> https://other.example/u",
        "/a//b/../c -> https://r.example/a//b/../c",
        "/u?sig=a|b c -> https://r.example/u?sig=a%7Cb%20c",
        "/u?x=\u00e9 -> https://r.example/u?x=%C3%A9",
        "/u?x=\"a\" -> https://r.example/u?x=%22a%22",
        "/u?x=a\u007fb -> https://r.example/u?x=a%7Fb",
        "/u?x=!~ -> https://r.example/u?x=!~"
      })
  void referencesKeepTheirBytes(String reference, String url) {
    assertEquals(url, Urls.resolve(BASE, reference).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "http:x",
        "%zz",
        "ftp://r/x"
      })
  void whatIsNoHttpUrlIsRefused(String reference) {
    assertThrows(IllegalArgumentException.class, () -> Urls.resolve(BASE, reference));
  }
}
