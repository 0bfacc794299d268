package io.oras.tests.registry;

import io.oras.api.transport.Headers;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.StoredManifest;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request. A response to HEAD contains only the length of the body.
 *
 * @param body or null for none
 */
record ServerResponse(int status, Headers headers, @Nullable Content body) {
  static ServerResponse of(int status) {
    return new ServerResponse(status, Headers.EMPTY, null);
  }

  static ServerResponse of(RegistryProblem problem) {
    return json(problem.status(), problem.document());
  }

  static ServerResponse of(StoredManifest manifest) {
    return of(200)
        .withBody(manifest.mediaType(), manifest.content())
        .with("Docker-Content-Digest", manifest.digest().toString());
  }

  static ServerResponse unauthorized(String text) {
    return of(new RegistryProblem(401, "UNAUTHORIZED", text));
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
