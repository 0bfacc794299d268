package io.oras.tests.registry;

import io.oras.api.model.Digest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /v2/<name>/referrers/<digest>} (distribution-spec v1.1.1, "Listing Referrers"). */
final class Referrers implements Resource {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final Repositories repositories;
  private final Settings settings;

  Referrers(Repositories repositories, Settings settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public Answer serve(Call call, String repository, String last) throws Refusal {
    if (!settings.referrersApi()) {
      throw new Refusal(404, "UNSUPPORTED", "this registry has no referrers API");
    }
    if (!call.method().equals("GET")) {
      throw Refusal.methodNotAllowed(call);
    }
    Digest subject = Call.digest(last);
    Optional<String> type =
        settings.referrersFilter() ? call.parameter("artifactType") : Optional.empty();
    Map<String, JsonObject> found = new TreeMap<>();
    repositories
        .find(repository)
        .ifPresent(
            there ->
                there.manifests().values().stream()
                    .filter(m -> m.subject().filter(subject::equals).isPresent())
                    .filter(m -> type.isEmpty() || type.equals(m.artifactType()))
                    .forEach(m -> found.put(m.digest().toString(), m.descriptor())));

    Page page = Page.of(call, found.keySet(), settings.pageSize());
    JsonArrayBuilder entries = Json.createArrayBuilder();
    page.entries().forEach(digest -> entries.add(found.get(digest)));
    JsonObject index =
        Json.createObjectBuilder()
            .add("schemaVersion", 2)
            .add("mediaType", INDEX)
            .add("manifests", entries)
            .build();
    Answer answer = Answer.json(200, index).with("Content-Type", INDEX);
    return page.link(
        type.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer,
        call.path(),
        type.map(t -> "&artifactType=" + Page.encode(t)).orElse(""));
  }
}
