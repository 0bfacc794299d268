package io.oras.core.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parameters as a query or an {@code application/x-www-form-urlencoded} body has them. */
final class Form {
  private final StringBuilder text = new StringBuilder();

  Form add(String name, String value) {
    if (!isEmpty()) {
      text.append('&');
    }
    // Colons, slashes and commas are legal in a query, and people read scopes in logs.
    String encoded =
        URLEncoder.encode(value, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%3A", ":")
            .replace("%2F", "/")
            .replace("%2C", ",");
    text.append(name).append('=').append(encoded);
    return this;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
