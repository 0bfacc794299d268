package io.oras.tests.corpus;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A document that is not as the specifications recommend, and what a client makes of it. Immutable.
 *
 * <p>An outcome is a text: {@link #REFUSED}; {@link #BYTES} for a manifest that was fetched; the
 * names of the contents that a copy moved; the files that a pull wrote, with the names of their
 * contents; the referrers that were listed, with their artifact types; {@link #NONE} if there are
 * none of these.
 */
public final class OddDocument {
  /** The command ended with an error. */
  public static final String REFUSED = "refused";

  /** The bytes of the manifest were written as they are. */
  public static final String BYTES = "bytes";

  /** The command succeeded, and there was nothing to list or to write. */
  public static final String NONE = "none";

  private record Check(Place place, Source source, Use use) {}

  private final Content content;
  private final Set<Place> places;
  private final List<Content> others;
  private final Map<Check, String> expected;

  private OddDocument(
      Content content, Set<Place> places, List<Content> others, Map<Check, String> expected) {
    this.content = content;
    this.places = places;
    this.others = List.copyOf(others);
    this.expected = Map.copyOf(expected);
  }

  /** Returns a manifest that a tag names, and the same as a referrer. */
  static OddDocument manifest(String name, String mediaType, Object text) {
    return new OddDocument(
            Content.manifest(name, mediaType, text),
            EnumSet.of(Place.TARGET, Place.REFERRER),
            List.of(),
            Map.of())
        .gives(BYTES, Use.FETCH)
        .gives("f.txt=layer", Use.PULL)
        .lists("application/vnd.test");
  }

  /** Returns the document with another content, and the outcomes of this one. */
  OddDocument with(Content replacement) {
    return new OddDocument(replacement, places, others, expected);
  }

  /** Returns the document at these places only. */
  OddDocument at(Place first, Place... more) {
    return new OddDocument(content, EnumSet.of(first, more), others, expected);
  }

  /** Returns the document as an entry of an index too. */
  OddDocument inIndex() {
    Set<Place> more = EnumSet.of(Place.ENTRY);
    more.addAll(places);
    return new OddDocument(content, more, others, expected);
  }

  /** Returns the document with more contents beside it, which it names. */
  OddDocument beside(Content... more) {
    return new OddDocument(content, places, Arrays.asList(more), expected);
  }

  /** Returns the document with the outcome of these commands at all places. */
  OddDocument gives(String outcome, Use... uses) {
    OddDocument result = this;
    for (Place place : Place.values()) {
      for (Source source : place.sources()) {
        for (Use use : uses) {
          result = result.gives(outcome, place, source, use);
        }
      }
    }
    return result;
  }

  /** Returns the document with the outcome of one command. */
  OddDocument gives(String outcome, Place place, Source source, Use use) {
    Map<Check, String> more = new HashMap<>(expected);
    more.put(new Check(place, source, use), outcome);
    return new OddDocument(content, places, others, more);
  }

  /** Returns the document as one of which only the bytes can be fetched. */
  OddDocument unusable() {
    return at(Place.TARGET).gives(REFUSED, Use.PULL, Use.COPY);
  }

  /** Returns the document with the artifact type under which it is listed as a referrer. */
  OddDocument lists(String artifactType) {
    OddDocument result = gives(NONE, Use.DISCOVER);
    for (Source source : Place.REFERRER.sources()) {
      result = result.gives("odd(" + artifactType + ")", Place.REFERRER, source, Use.DISCOVER);
    }
    return result;
  }

  /** Returns what the name of the document says is odd. */
  public String name() {
    return content.name();
  }

  Content content() {
    return content;
  }

  /** Returns the bytes of the document, without a subject that its place gives it. */
  public byte[] bytes() {
    return content.bytes();
  }

  List<Content> others() {
    return others;
  }

  /** Returns the places where the document stands. */
  public Set<Place> places() {
    return Set.copyOf(places);
  }

  /** Returns the outcome of a command, or {@code otherwise} if the document does not say it. */
  String expected(Place place, Source source, Use use, String otherwise) {
    return expected.getOrDefault(new Check(place, source, use), otherwise);
  }

  @Override
  public String toString() {
    return name();
  }
}
