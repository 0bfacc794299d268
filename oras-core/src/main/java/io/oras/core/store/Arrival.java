package io.oras.core.store;

import io.oras.api.model.Digest;
import io.oras.core.archive.Moves;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Content that came and stands, verified, beside its place.
 *
 * @param path its place
 * @param check fails if the move would, as far as that can be known
 * @param move brings it to its place, by moves that can be taken back
 * @param remove removes what was not moved
 */
record Arrival(Path path, Digest digest, Step check, Place move, Step remove)
    implements AutoCloseable {

  /** Goes to its place. */
  @FunctionalInterface
  interface Place {
    void by(Moves moves) throws IOException;
  }

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
