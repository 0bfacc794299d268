package io.oras.tests.corpus;

import static io.oras.tests.corpus.Use.COPY;
import static io.oras.tests.corpus.Use.COPY_REFERRERS;
import static io.oras.tests.corpus.Use.DISCOVER;
import static io.oras.tests.corpus.Use.FETCH;
import static io.oras.tests.corpus.Use.PULL;

import java.util.List;
import java.util.Set;

/** Where an odd document stands, and what a client does with the reference that leads to it. */
@SuppressWarnings("ImmutableEnumChecker") // Both collections are immutable.
public enum Place {
  /** The manifest that the tag {@code odd} names. */
  TARGET(Set.of(Source.REGISTRY, Source.LAYOUT), FETCH, PULL, COPY),
  /** An entry of the index that the tag {@code odd} names, beside an ordinary entry. */
  ENTRY(Set.of(Source.REGISTRY, Source.LAYOUT), COPY),
  /** A referrer of the manifest that the tag {@code good} names. */
  REFERRER(Set.of(Source.REGISTRY, Source.LAYOUT), DISCOVER, COPY_REFERRERS),
  /** The referrers list of the manifest that the tag {@code good} names. */
  LIST(Set.of(Source.REGISTRY, Source.TAG_SCHEMA), DISCOVER, COPY_REFERRERS),
  /** The file {@code index.json} of a layout with a tag {@code good}. */
  INDEX_FILE(Set.of(Source.LAYOUT), FETCH, PULL, COPY, DISCOVER, COPY_REFERRERS);

  private final Set<Source> sources;
  private final List<Use> uses;

  Place(Set<Source> sources, Use... uses) {
    this.sources = sources;
    this.uses = List.of(uses);
  }

  /** Returns the kinds of storage that can hold a document at this place. */
  public Set<Source> sources() {
    return sources;
  }

  /** Returns the commands that read a document at this place. */
  public List<Use> uses() {
    return uses;
  }

  /** Returns the tag that the commands are given. */
  public String tag() {
    return this == TARGET || this == ENTRY ? "odd" : "good";
  }
}
