package io.oras.tests.corpus;

/** What a client reads an odd document from. */
public enum Source {
  /** A registry with the referrers API. */
  REGISTRY,
  /** A registry without the referrers API. */
  TAG_SCHEMA,
  /** An OCI image layout. */
  LAYOUT
}
