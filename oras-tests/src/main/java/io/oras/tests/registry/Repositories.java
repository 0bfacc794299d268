package io.oras.tests.registry;

import io.oras.api.model.Digest;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All repositories by name; one begins to exist with the first content that it gets. */
final class Repositories {
  private final NavigableMap<String, Repository> byName = new ConcurrentSkipListMap<>();

  NavigableMap<String, Repository> byName() {
    return byName;
  }

  Optional<Repository> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Repository require(String name) throws Refusal {
    return find(name)
        .orElseThrow(() -> new Refusal(404, "NAME_UNKNOWN", "no repository '" + name + "'"));
  }

  Repository create(String name) {
    return byName.computeIfAbsent(name, n -> new Repository());
  }

  /** The blob, in whichever repository it is. */
  Optional<Content> findBlob(Digest digest) {
    return byName.values().stream()
        .flatMap(repository -> Optional.ofNullable(repository.blobs().get(digest)).stream())
        .findFirst();
  }
}
