package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;

/** Writes an archive entry by entry, the same bytes for the same entries. For one thread. */
public interface ArchiveWriter extends AutoCloseable {
  /**
   * Adds an entry. Owner and group are 0 and have no names.
   *
   * @param content exactly {@code entry.size()} bytes; read, not closed
   * @throws io.oras.api.error.ArchiveException when the content has another length
   */
  void add(ArchiveEntry entry, InputStream content) throws IOException;

  /** Ends the archive; the stream below stays open. */
  @Override
  void close() throws IOException;
}
