package io.oras.tests.registry;

import io.oras.api.model.Digest;
import java.util.Optional;

/** {@code /v2/<name>/blobs/<digest>} (distribution-spec v1.1.1, "Pulling blobs"). */
final class Blobs implements Resource {
  private final Repositories repositories;
  private final Settings settings;

  Blobs(Repositories repositories, Settings settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public Answer serve(Call call, String repository, String last) throws Refusal {
    Digest digest = Call.digest(last);
    return switch (call.method()) {
      case "GET", "HEAD" -> get(call, digest, content(repository, digest));
      case "DELETE" -> delete(repository, digest);
      default -> throw Refusal.methodNotAllowed(call);
    };
  }

  private Content content(String repository, Digest digest) throws Refusal {
    return repositories
        .find(repository)
        .map(found -> found.blobs().get(digest))
        .orElseThrow(() -> unknown(repository, digest));
  }

  private static Refusal unknown(String repository, Digest digest) {
    return new Refusal(404, "BLOB_UNKNOWN", "no blob " + digest + " in '" + repository + "'");
  }

  private Answer get(Call call, Digest digest, Content content) throws Refusal {
    Answer whole =
        Answer.of(200)
            .withBody("application/octet-stream", content)
            .with("Docker-Content-Digest", digest.toString());
    if (!settings.ranges()) {
      return whole;
    }
    Optional<String> header = call.header("Range");
    Optional<ByteRange> range =
        header.isPresent() && call.method().equals("GET")
            ? ByteRange.parse(header.get(), content.size())
            : Optional.empty();
    return range.map(part -> part.of(whole, content)).orElse(whole).with("Accept-Ranges", "bytes");
  }

  private Answer delete(String repository, Digest digest) throws Refusal {
    settings.requireDeletes();
    if (repositories.require(repository).blobs().remove(digest) == null) {
      throw unknown(repository, digest);
    }
    return Answer.of(202);
  }
}
