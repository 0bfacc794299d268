package io.oras.core.options;

/** What happens to a file that exists where a pull writes. */
public enum ExistingFiles {
  /** The file is replaced. */
  REPLACE,
  /** The file stays as it is. */
  KEEP,
  /** The file stays as it is, and the pull fails. */
  REFUSE
}
