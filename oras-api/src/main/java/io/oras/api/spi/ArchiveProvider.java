package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads an archive format, and nothing else: the caller decides what is safe to extract. Thread
 * safe.
 */
public interface ArchiveProvider extends Prioritized {
  /** The format, such as {@code tar}. */
  String format();

  /** Reads the entries of an archive in order; the caller closes reader and stream. */
  ArchiveReader read(InputStream archive) throws IOException;
}
