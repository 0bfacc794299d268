package io.oras.core.options;

/** What happens to a file that exists where a pull writes. */
public enum ExistingFiles {
  /** The file is replaced. */
  REPLACE,
  /** The existing file is kept. */
  KEEP,
  /** The existing file is kept, and the pull fails. */
  REFUSE
}
