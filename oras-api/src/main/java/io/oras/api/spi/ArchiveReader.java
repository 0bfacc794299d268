package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Steps through an archive. For one thread. */
public interface ArchiveReader extends AutoCloseable {
  /**
   * The head of the next entry, or empty at the end.
   *
   * @throws io.oras.api.error.ArchiveException when the archive is broken
   */
  Optional<ArchiveEntry> next() throws IOException;

  /** The content of the entry that {@link #next} gave last, valid until the next call of it. */
  InputStream content() throws IOException;

  /** Where that content starts in the archive, in bytes; -1 when it is not stored as it is. */
  long offset();

  /** Releases what the reader holds; the stream below stays open. */
  @Override
  void close() throws IOException;
}
