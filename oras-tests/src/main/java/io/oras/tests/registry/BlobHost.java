package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another host that serves the blobs, like the content networks of cloud registries: a GET of the
 * URL needs no credentials, and a request with credentials is refused.
 */
final class BlobHost implements Service {
  private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");

  private final String signature = UUID.randomUUID().toString();
  private final Repositories repositories;

  BlobHost(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public ServerResponse answer(ServerRequest call) throws IOException {
    Matcher matcher = BLOB.matcher(call.path().replaceFirst("^/cdn", "/v2"));
    if (call.header("Authorization").isPresent()) {
      return xml(400, "Authentication information is not given in the correct format");
    }
    if (!call.method().equals("GET") || !call.query().equals("signature=" + signature)) {
      return xml(403, "AccessDenied");
    }
    if (!matcher.matches()) {
      return xml(404, "NoSuchKey");
    }
    Optional<Content> content =
        repositories.orNothing(matcher.group(1)).blob(Digest.parse(matcher.group(2)));
    if (content.isEmpty()) {
      return xml(404, "NoSuchKey");
    }
    try {
      return ByteRange.answer(
          call,
          ServerResponse.of(200).withBody("binary/octet-stream", content.get()),
          content.get());
    } catch (RegistryProblem e) {
      return ServerResponse.of(e);
    }
  }

  private static ServerResponse xml(int status, String message) {
    return ServerResponse.text(
        status, "application/xml", "<Error><Message>" + message + "</Message></Error>");
  }

  /** Returns the registry with redirects to this host for existing blobs. */
  Service inFront(Service registry, String origin) {
    return call -> {
      ServerResponse answer = registry.answer(call);
      boolean blob = BLOB.matcher(call.path()).matches() && call.method().equals("GET");
      return blob && answer.status() < 300
          ? ServerResponse.of(307)
              .with(
                  "Location",
                  origin + call.path().replaceFirst("^/v2", "/cdn") + "?signature=" + signature)
          : answer;
    };
  }
}
