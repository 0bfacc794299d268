package io.oras.tests.registry.storage;

import java.io.IOException;
import java.util.Set;

/** The storage of a registry. */
public interface Storage extends AutoCloseable {
  /** Returns the names of the stored repositories. */
  Set<String> names() throws IOException;

  /** Opens a repository, which is made when it is not there. */
  Repository open(String name) throws IOException, RegistryProblem;

  /** Creates a sink for the bytes of an unfinished upload. */
  ContentSink newSink() throws IOException;

  @Override
  void close() throws IOException;
}
