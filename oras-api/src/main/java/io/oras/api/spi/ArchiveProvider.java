package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads and writes an archive format, and nothing else: what is safe to extract is decided by the
 * caller.
 */
public interface ArchiveProvider extends Prioritized {
  /** The format, such as {@code tar}. */
  String format();

  /** Reads the entries of an archive in order; the caller closes reader and stream. */
  ArchiveReader read(InputStream archive) throws IOException;

  /** Writes an archive; the caller closes the writer, which leaves the stream open. */
  ArchiveWriter write(OutputStream archive) throws IOException;
}
