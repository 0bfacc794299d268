package io.oras.tests.registry;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.reference.RepositoryName;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.Repositories;
import jakarta.json.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the resource for a path. Paths are not decoded: an encoded colon is not a colon. */
final class Router implements Service {
  private static final Pattern BELOW_REPOSITORY =
      Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests|tags|referrers)/([^/]*)");

  private final AccessFilter guard;
  private final Repositories repositories;
  private final RegistryOptions settings;
  private final Resource blobs;
  private final Resource uploads;
  private final Resource manifests;
  private final Resource tags;
  private final Resource referrers;

  Router(AccessFilter guard, Repositories repositories, Uploads uploads, RegistryOptions settings) {
    this.guard = guard;
    this.repositories = repositories;
    this.settings = settings;
    this.uploads = uploads;
    blobs = new Blobs(repositories, settings);
    manifests = new Manifests(repositories, settings);
    tags = new Tags(repositories, settings);
    referrers = new Referrers(repositories, settings);
  }

  @Override
  public ServerResponse answer(ServerRequest call) throws IOException {
    Optional<ServerResponse> refused = guard.refuse(call);
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      return route(call);
    } catch (RegistryProblem refusal) {
      return ServerResponse.of(refusal);
    }
  }

  private ServerResponse route(ServerRequest call) throws IOException, RegistryProblem {
    if (call.path().equals("/v2/")) {
      return root(call, ServerResponse.json(200, Json.createObjectBuilder().build()));
    }
    if (call.path().equals("/v2/_catalog")) {
      return root(call, catalog(call));
    }
    Matcher matcher = BELOW_REPOSITORY.matcher(call.path());
    if (!matcher.matches()) {
      throw new RegistryProblem(404, "UNSUPPORTED", "no such path: " + call.path());
    }
    String repository = matcher.group(1);
    checkName(repository);
    Resource resource =
        switch (matcher.group(2)) {
          case "blobs" -> blobs;
          case "blobs/uploads" -> uploads;
          case "manifests" -> manifests;
          case "tags" -> tags;
          default -> referrers;
        };
    return resource.serve(call, repository, matcher.group(3));
  }

  private static ServerResponse root(ServerRequest call, ServerResponse answer)
      throws RegistryProblem {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      throw RegistryProblem.methodNotAllowed(call.method());
    }
    return answer;
  }

  private static void checkName(String repository) throws RegistryProblem {
    try {
      new RepositoryName("localhost", repository);
    } catch (InvalidReferenceException e) {
      throw new RegistryProblem(400, "NAME_INVALID", String.valueOf(e.getMessage()));
    }
  }

  private ServerResponse catalog(ServerRequest call) throws RegistryProblem {
    Page page = Page.of(call, repositories.names(), settings);
    return page.link(
        ServerResponse.json(
            200,
            Json.createObjectBuilder()
                .add("repositories", Json.createArrayBuilder(page.entries()))
                .build()),
        call.path(),
        "");
  }
}
