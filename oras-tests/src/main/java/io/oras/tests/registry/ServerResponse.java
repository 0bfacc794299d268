package io.oras.tests.registry;

import io.oras.api.transport.Headers;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What goes back for a request. To HEAD the body is not sent, only its length.
 *
 * @param body or null for none
 */
record ServerResponse(int status, Headers headers, @Nullable Content body) {
  static ServerResponse of(int status) {
    return new ServerResponse(status, Headers.EMPTY, null);
  }

  static ServerResponse json(int status, JsonObject json) {
    return text(status, "application/json", json.toString());
  }

  static ServerResponse text(int status, String contentType, String body) {
    return of(status).withBody(contentType, Content.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  ServerResponse withStatus(int replacement) {
    return new ServerResponse(replacement, headers, body);
  }

  ServerResponse with(String name, String value) {
    return new ServerResponse(status, headers.replacing(name, value), body);
  }

  ServerResponse without(String name) {
    return new ServerResponse(status, headers.without(name), body);
  }

  ServerResponse withBody(String contentType, Content replacement) {
    return new ServerResponse(status, headers.replacing("Content-Type", contentType), replacement);
  }
}
