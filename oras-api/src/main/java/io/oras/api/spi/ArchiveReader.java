package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Steps through an archive. For one thread. */
public interface ArchiveReader extends AutoCloseable {
  /**
   * Returns the head of the next entry, or empty at the end.
   *
   * @throws io.oras.api.error.ArchiveException when the archive is broken
   */
  Optional<ArchiveEntry> next() throws IOException;

  /**
   * Returns the content of the last entry that {@link #next} returned, valid until the next call of
   * {@link #next}.
   */
  InputStream content() throws IOException;

  /**
   * Returns the offset of this content in the archive, in bytes; -1 if the archive stores the
   * content in another form.
   */
  long offset();

  /** Releases what the reader holds; the stream below stays open. */
  @Override
  void close() throws IOException;
}
