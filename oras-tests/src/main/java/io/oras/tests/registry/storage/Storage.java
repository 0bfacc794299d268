package io.oras.tests.registry.storage;

import java.io.IOException;
import java.util.Set;

/** Where a registry keeps what it holds. */
public interface Storage extends AutoCloseable {
  /** The repositories that are there at the start. */
  Set<String> names() throws IOException;

  /** Opens a repository, which is made when it is not there. */
  Repository open(String name) throws IOException, RegistryProblem;

  /** Where the bytes of an upload are until it is finished. */
  ContentSink newSink() throws IOException;

  @Override
  void close() throws IOException;
}
