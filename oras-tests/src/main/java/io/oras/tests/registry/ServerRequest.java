package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.api.transport.Headers;
import io.oras.tests.registry.storage.ContentSink;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.StoredManifest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A received request.
 *
 * @param path as it was sent, not decoded
 * @param query as it was sent, without the question mark; empty when there is none
 */
record ServerRequest(String method, String path, String query, Headers headers, RequestInput body) {

  /** Returns a copy with another query, such as the content of a form. */
  ServerRequest withQuery(String replacement) {
    return new ServerRequest(method, path, replacement, headers, body);
  }

  Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns all decoded values of a query parameter. */
  List<String> parameters(String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .toList();
  }

  Optional<String> parameter(String name) throws RegistryProblem {
    List<String> all = parameters(name);
    if (all.size() > 1) {
      throw new RegistryProblem(400, "UNSUPPORTED", "the query has '" + name + "' more than once");
    }
    return all.stream().findFirst();
  }

  Optional<Digest> digestParameter(String name) throws RegistryProblem {
    Optional<String> text = parameter(name);
    return text.isPresent() ? Optional.of(StoredManifest.digest(text.get())) : Optional.empty();
  }

  /** Returns a count in the query, such as {@code n}. */
  Optional<Integer> count(String name) throws RegistryProblem {
    Optional<String> text = parameter(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw new RegistryProblem(400, "UNSUPPORTED", name + " is a count, got '" + text.get() + "'");
    }
    return Optional.of(Integer.valueOf(text.get()));
  }

  /** Returns the declared length; empty for a chunked body. */
  OptionalLong contentLength() throws RegistryProblem {
    Optional<String> length = header("Content-Length");
    if (length.isPresent()) {
      return OptionalLong.of(Long.parseLong(length.get()));
    }
    if (header("Transfer-Encoding").isEmpty()) {
      throw new RegistryProblem(
          411, "SIZE_INVALID", method + " needs a Content-Length, which is 0 for no body");
    }
    return OptionalLong.empty();
  }

  /**
   * Copies the body to the sink. If the connection fails, the sink keeps the received bytes.
   *
   * @param limit one byte more than this is the last that is moved
   */
  void readInto(ContentSink sink, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = body.read(buffer); n >= 0 && sink.size() <= limit; n = body.read(buffer)) {
      long left = limit - sink.size();
      sink.write(buffer, 0, left < n ? (int) left + 1 : n);
    }
  }
}
