package io.oras.tests.corpus;

/** A command that reads an odd document. */
public enum Use {
  /** {@code manifest fetch}. */
  FETCH,
  /** {@code pull}. */
  PULL,
  /** {@code cp}. */
  COPY,
  /** {@code cp -r}. */
  COPY_REFERRERS,
  /** {@code discover}. */
  DISCOVER
}
