package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All repositories by name. A repository exists as soon as it has content. */
public final class Repositories {
  private static final Repository NOTHING = new MemoryRepository();

  private final ConcurrentSkipListMap<String, Repository> byName = new ConcurrentSkipListMap<>();
  private final Storage storage;

  public Repositories(Storage storage) throws IOException {
    this.storage = storage;
    try {
      for (String name : storage.names()) {
        byName.put(name, storage.open(name));
      }
    } catch (RegistryProblem e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public NavigableSet<String> names() {
    return byName.keySet();
  }

  /** Returns the repository, or an empty one if it does not exist. */
  public Repository orNothing(String name) {
    return byName.getOrDefault(name, NOTHING);
  }

  public Repository require(String name) throws RegistryProblem {
    Repository found = byName.get(name);
    if (found == null) {
      throw new RegistryProblem(404, "NAME_UNKNOWN", "no repository '" + name + "'");
    }
    return found;
  }

  public Repository create(String name) throws IOException, RegistryProblem {
    Repository found = byName.get(name);
    if (found != null) {
      return found;
    }
    Repository made = storage.open(name);
    Repository other = byName.putIfAbsent(name, made);
    return other == null ? made : other;
  }

  /** Returns the blob from any repository. */
  public Optional<Content> findBlob(Digest digest) throws IOException {
    for (Repository repository : byName.values()) {
      Optional<Content> found = repository.blob(digest);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
