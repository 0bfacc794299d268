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
record Answer(int status, Headers headers, @Nullable Content body) {
  static Answer of(int status) {
    return new Answer(status, Headers.EMPTY, null);
  }

  static Answer json(int status, JsonObject json) {
    return text(status, "application/json", json.toString());
  }

  static Answer text(int status, String contentType, String body) {
    return of(status).withBody(contentType, Content.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  Answer withStatus(int replacement) {
    return new Answer(replacement, headers, body);
  }

  Answer with(String name, String value) {
    return new Answer(status, headers.replacing(name, value), body);
  }

  Answer without(String name) {
    return new Answer(status, headers.without(name), body);
  }

  Answer withBody(String contentType, Content replacement) {
    return new Answer(status, headers.replacing("Content-Type", contentType), replacement);
  }
}
