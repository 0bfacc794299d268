package io.oras.core.store;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Content that came and stands, verified, beside its place.
 *
 * @param path its place
 * @param title under which it came
 * @param move brings it to its place
 * @param remove removes what was not moved
 */
record Arrival(Path path, String title, Digest digest, Step move, Step remove)
    implements AutoCloseable {

  /** Something to do with files. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Removes it unless it was moved. */
  @Override
  public void close() throws IOException {
    remove.run();
  }
}
