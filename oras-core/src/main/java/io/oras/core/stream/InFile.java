package io.oras.core.stream;

import io.oras.api.content.ContentSource;

/**
 * Content that comes from a file by way of an observer: it was read before, and whoever receives it
 * verifies it, so it is not hashed again while it is sent.
 */
public interface InFile {
  /** Returns whether the content comes from a file. */
  boolean isInFile();

  /** Returns whether the content is a file, or comes from one by way of observers. */
  static boolean is(ContentSource content) {
    return content instanceof InFile observed ? observed.isInFile() : content.file().isPresent();
  }
}
