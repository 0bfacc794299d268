package io.oras.core;

/** What becomes of a file that stands where content is to be restored. */
public enum ExistingFiles {
  /** It is replaced. */
  REPLACE,
  /** It stays as it is. */
  KEEP,
  /** It stays as it is, and that is an error. */
  REFUSE
}
