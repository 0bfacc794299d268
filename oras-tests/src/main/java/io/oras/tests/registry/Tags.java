package io.oras.tests.registry;

import jakarta.json.Json;

/** {@code /v2/<name>/tags/list} (distribution-spec v1.1.1, "Listing Tags"). */
final class Tags implements Resource {
  private final Repositories repositories;
  private final Settings settings;

  Tags(Repositories repositories, Settings settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  @Override
  public Answer serve(Call call, String repository, String last) throws Refusal {
    if (!last.equals("list")) {
      throw new Refusal(404, "UNSUPPORTED", "no such path; tags are at tags/list");
    }
    if (!call.method().equals("GET")) {
      throw Refusal.methodNotAllowed(call);
    }
    Page page =
        Page.of(call, repositories.require(repository).tags().keySet(), settings.pageSize());
    return page.link(
        Answer.json(
            200,
            Json.createObjectBuilder()
                .add("name", repository)
                .add("tags", Json.createArrayBuilder(page.entries()))
                .build()),
        call.path(),
        "");
  }
}
