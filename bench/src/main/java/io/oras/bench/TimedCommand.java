package io.oras.bench;

/** A measured command: one process from its start to its end. */
enum TimedCommand {
  /** Prints the version. */
  VERSION,
  /** Resolves {@code $REF}. */
  RESOLVE,
  /** Pushes all files of the working directory, or the folder {@code $FOLDER}, to {@code $REF}. */
  PUSH,
  /** Pushes a folder, otherwise like {@link #PUSH}. */
  PUSH_FOLDER,
  /** Pulls {@code $REF} into the empty folder {@code $OUT}. */
  PULL,
  /** Copies {@code $FROM} to {@code $TO}. */
  COPY
}
