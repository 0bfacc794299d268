package io.oras.tests.registry.storage;

import java.util.Set;

/** Keeps all repositories in memory. */
public final class MemoryStorage implements Storage {
  @Override
  public Set<String> names() {
    return Set.of();
  }

  @Override
  public Repository open(String name) {
    return new MemoryRepository();
  }

  @Override
  public ContentSink newSink() {
    return new MemorySink();
  }

  @Override
  public void close() {}
}
