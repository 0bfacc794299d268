package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import io.oras.tests.registry.storage.StoredManifest;
import java.io.IOException;
import java.util.Optional;

/** {@code /v2/<name>/blobs/<digest>} (distribution-spec v1.1.1, "Pulling blobs"). */
final class Blobs implements Resource {
  private final Repositories repositories;
  private final RegistryOptions settings;

  Blobs(Repositories repositories, RegistryOptions settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public ServerResponse serve(ServerRequest call, String repository, String last)
      throws IOException, RegistryProblem {
    Digest digest = StoredManifest.digest(last);
    return switch (call.method()) {
      case "GET", "HEAD" -> get(call, digest, content(repository, digest));
      case "DELETE" -> delete(repository, digest);
      default -> throw RegistryProblem.methodNotAllowed(call.method());
    };
  }

  private Content content(String repository, Digest digest) throws IOException, RegistryProblem {
    return repositories
        .orNothing(repository)
        .blob(digest)
        .orElseThrow(() -> unknown(repository, digest));
  }

  private static RegistryProblem unknown(String repository, Digest digest) {
    return new RegistryProblem(
        404, "BLOB_UNKNOWN", "no blob " + digest + " in '" + repository + "'");
  }

  private ServerResponse get(ServerRequest call, Digest digest, Content content)
      throws RegistryProblem {
    ServerResponse whole =
        ServerResponse.of(200)
            .withBody("application/octet-stream", content)
            .with("Docker-Content-Digest", digest.toString());
    if (settings.has(RegistryQuirk.NO_RANGES)) {
      return whole;
    }
    Optional<String> header = call.header("Range");
    if (header.filter(h -> h.endsWith("-")).isPresent()
        && settings.has(RegistryQuirk.NO_OPEN_RANGES)) {
      throw new RegistryProblem(416, "UNSUPPORTED", "a range has an end here, got " + header.get());
    }
    return ByteRange.answer(call, whole, content).with("Accept-Ranges", "bytes");
  }

  private ServerResponse delete(String repository, Digest digest)
      throws IOException, RegistryProblem {
    settings.requireDeletes();
    if (!repositories.require(repository).deleteBlob(digest)) {
      throw unknown(repository, digest);
    }
    return ServerResponse.of(202);
  }
}
