package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import io.oras.tests.registry.storage.StoredManifest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /v2/<name>/referrers/<digest>} (distribution-spec v1.1.1, "Listing Referrers"). */
final class Referrers implements Resource {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final Repositories repositories;
  private final RegistryOptions settings;

  Referrers(Repositories repositories, RegistryOptions settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public ServerResponse serve(ServerRequest call, String repository, String last)
      throws IOException, RegistryProblem {
    if (settings.has(RegistryQuirk.NO_REFERRERS_API)) {
      throw new RegistryProblem(404, "UNSUPPORTED", "this registry has no referrers API");
    }
    if (!call.method().equals("GET")) {
      throw RegistryProblem.methodNotAllowed(call.method());
    }
    Digest subject = StoredManifest.digest(last);
    Optional<String> type =
        settings.has(RegistryQuirk.NO_REFERRERS_FILTER)
            ? Optional.empty()
            : call.parameter("artifactType");
    Map<String, JsonObject> found = new TreeMap<>();
    for (StoredManifest manifest : repositories.orNothing(repository).referrers(subject)) {
      if (settings.hasSubject(manifest)
          && (type.isEmpty() || type.equals(manifest.artifactType()))) {
        found.put(manifest.digest().toString(), manifest.descriptor());
      }
    }

    Page page = Page.of(call, found.keySet(), settings);
    JsonArrayBuilder entries = Json.createArrayBuilder();
    page.entries().forEach(digest -> entries.add(found.get(digest)));
    JsonObject index =
        Json.createObjectBuilder()
            .add("schemaVersion", 2)
            .add("mediaType", INDEX)
            .add("manifests", entries)
            .build();
    ServerResponse answer = ServerResponse.json(200, index).with("Content-Type", INDEX);
    return page.link(
        type.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer,
        call.path(),
        type.map(t -> "&artifactType=" + Page.encode(t)).orElse(""));
  }
}
