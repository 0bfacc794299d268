package io.oras.tests.registry;

import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.List;

/** {@code /v2/<name>/tags/list} (distribution-spec v1.1.1, "Listing Tags"). */
final class Tags implements Resource {
  private final Repositories repositories;
  private final RegistryOptions settings;

  Tags(Repositories repositories, RegistryOptions settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public ServerResponse serve(ServerRequest call, String repository, String last)
      throws IOException, RegistryProblem {
    if (!last.equals("list")) {
      throw new RegistryProblem(404, "UNSUPPORTED", "no such path; tags are at tags/list");
    }
    if (!call.method().equals("GET")) {
      throw RegistryProblem.methodNotAllowed(call.method());
    }
    List<String> tags = repositories.require(repository).tags();
    Page page = Page.of(call, tags, settings);
    JsonObjectBuilder list = Json.createObjectBuilder().add("name", repository);
    if (tags.isEmpty() && settings.has(RegistryQuirk.NULL_TAGS)) {
      list.addNull("tags");
    } else {
      list.add("tags", entries(repository, page));
    }
    return page.link(ServerResponse.json(200, list.build()), call.path(), "");
  }

  private JsonArrayBuilder entries(String repository, Page page) throws IOException {
    JsonArrayBuilder entries = Json.createArrayBuilder(page.entries());
    if (settings.has(RegistryQuirk.NULL_TAGS)) {
      entries.addNull();
    }
    if (settings.has(RegistryQuirk.DIGESTS_AS_TAGS)) {
      for (String tag : page.entries()) {
        repositories.orNothing(repository).tag(tag).ifPresent(d -> entries.add(d.toString()));
      }
    }
    return entries;
  }
}
