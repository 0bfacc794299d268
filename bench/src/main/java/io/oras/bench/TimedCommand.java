package io.oras.bench;

/** What is timed: one process from its start to its end. */
enum TimedCommand {
  /** Says its version. */
  VERSION,
  /** Finds the digest of {@code $REF}. */
  RESOLVE,
  /** Pushes all files of the working directory, or the folder {@code $FOLDER}, to {@code $REF}. */
  PUSH,
  /** As {@link #PUSH}, but what is pushed is a folder. */
  PUSH_FOLDER,
  /** Pulls {@code $REF} into the empty folder {@code $OUT}. */
  PULL,
  /** Copies {@code $FROM} to {@code $TO}. */
  COPY
}
