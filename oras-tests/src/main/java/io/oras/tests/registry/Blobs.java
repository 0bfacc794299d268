package io.oras.tests.registry;

import io.oras.api.model.Digest;
import java.io.IOException;
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
  public Answer serve(Call call, String repository, String last) throws IOException, Refusal {
    Digest digest = Call.digest(last);
    return switch (call.method()) {
      case "GET", "HEAD" -> get(call, digest, content(repository, digest));
      case "DELETE" -> delete(repository, digest);
      default -> throw Refusal.methodNotAllowed(call);
    };
  }

  private Content content(String repository, Digest digest) throws IOException, Refusal {
    return repositories
        .orNothing(repository)
        .blob(digest)
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
    if (settings.has(Quirk.NO_RANGES)) {
      return whole;
    }
    Optional<String> header = call.header("Range");
    if (header.filter(h -> h.endsWith("-")).isPresent() && settings.has(Quirk.NO_OPEN_RANGES)) {
      throw new Refusal(416, "UNSUPPORTED", "a range has an end here, got " + header.get());
    }
    return ByteRange.answer(call, whole, content).with("Accept-Ranges", "bytes");
  }

  private Answer delete(String repository, Digest digest) throws IOException, Refusal {
    settings.requireDeletes();
    if (!repositories.require(repository).deleteBlob(digest)) {
      throw unknown(repository, digest);
    }
    return Answer.of(202);
  }
}
