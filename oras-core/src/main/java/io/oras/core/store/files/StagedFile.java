package io.oras.core.store.files;

import io.oras.api.model.Digest;
import io.oras.core.filesystem.FileTransaction;
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
record StagedFile(Path path, Digest digest, Step check, Place move, Step remove)
    implements AutoCloseable {

  /** Goes to its place. */
  @FunctionalInterface
  interface Place {
    void by(FileTransaction moves) throws IOException;
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
