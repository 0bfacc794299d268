package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.wire.Redirects;
import io.oras.core.wire.SentSecrets;
import io.oras.core.wire.Urls;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where answers lead to: {@code Location}, and references in general. */
class RedirectsFuzzTest {
  private static final URI BASE = URI.create("https://reg.example/v2/a/blobs/x?y=1");

  private static final String[] FRAGMENTS = {
    "http://",
    "https://",
    "//",
    "/",
    "..",
    "?",
    "#",
    "@",
    ":",
    "%",
    "%2F",
    "[::1]",
    "\\",
    "file:",
    "javascript:",
    " ",
    "\t",
    "é",
    "\u3002",
    "a".repeat(9000)
  };

  private record Redirect(int status, Headers headers, URI uri) implements TransportResponse {
    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }

  private static String location(SeededRandom chance) {
    return chance.mutated(
        chance.pick(
            "https://blobs.example/a?sig=%2B%2f&x=",
            "/v2/a/blobs/y?z=%20",
            "?only=query",
            "../up",
            "//blobs.example/b",
            "http://reg.example/plain"),
        FRAGMENTS);
  }

  @Test
  void aRedirectLeadsToAnEncryptedPlaceOrNowhere() {
    PropertyRunner.check(
        "redirect",
        2000,
        chance -> {
          TransportRequest request =
              TransportRequest.builder()
                  .method(chance.pick("GET", "HEAD", "PUT", "POST"))
                  .uri(BASE)
                  .headers(Headers.of("Authorization", "Bearer secret"))
                  .timeout(Duration.ofSeconds(1))
                  .build();
          String location = location(chance).replaceAll("\\p{Cntrl}", "");
          TransportResponse answer =
              new Redirect(
                  chance.pick(301, 302, 303, 307, 308), Headers.of("Location", location), BASE);
          try {
            Optional<TransportRequest> next = Redirects.next(request, answer, new SentSecrets());
            next.ifPresent(
                to -> {
                  assertEquals("https", to.uri().getScheme().toLowerCase(Locale.ROOT));
                  assertTrue(to.method().matches("GET|HEAD|PUT|POST"));
                  to.origin();
                });
          } catch (OrasException e) {
            assertFalse(e.getMessage().contains("sig=%2B"), e::toString);
          }
        });
  }

  @Test
  void whatIsEncodedInAReferenceStaysAsItWas() {
    PropertyRunner.check(
        "url",
        2000,
        chance -> {
          String query = chance.text("az09%/:+,", 0, 20).replaceAll("%", "%2f");
          assertEquals(
              "https://reg.example/p?" + query, Urls.resolve(BASE, "/p?" + query).toString());
          try {
            URI url = Urls.resolve(BASE, location(chance));
            assertTrue(url.toString().chars().allMatch(c -> c > ' ' && c < 127), url::toString);
            assertTrue(url.getScheme().matches("(?i)https?"), url::toString);
          } catch (IllegalArgumentException e) {
            // Said so.
          }
        });
  }
}
