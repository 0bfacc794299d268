package io.oras.tests.corpus;

import io.oras.api.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository with an odd document at one place: what it holds, and what commands make of it.
 *
 * @param document the odd document
 * @param place where it stands
 */
public record OddRepository(OddDocument document, Place place) {
  /**
   * Returns the repository with other bytes in place of those of the odd document. What the
   * document is expected to be is no longer true.
   */
  public OddRepository changed(UnaryOperator<byte[]> change) {
    Content content = document.content();
    return new OddRepository(
        document.with(
            new Content(content.name(), content.mediaType(), change.apply(content.bytes()))),
        place);
  }

  /** Returns all contents, the odd document among them as {@code odd} unless it is a list. */
  public List<Content> contents() {
    Map<Digest, Content> all = new LinkedHashMap<>();
    List<Content> pool = new ArrayList<>(Contents.SHARED);
    pool.addAll(document.others());
    Content odd = odd();
    if (place == Place.LIST || place == Place.INDEX_FILE) {
      addNamed(odd, pool, all);
      add(Contents.GOOD, pool, all);
    } else {
      add(odd, pool, all);
    }
    if (place == Place.ENTRY) {
      add(index(), pool, all);
    } else if (place == Place.TARGET) {
      add(Contents.GOOD, pool, all);
    }
    return List.copyOf(all.values());
  }

  private static void add(Content content, List<Content> pool, Map<Digest, Content> all) {
    if (all.putIfAbsent(content.digest(), content) == null && content.isManifest()) {
      addNamed(content, pool, all);
    }
  }

  private static void addNamed(Content content, List<Content> pool, Map<Digest, Content> all) {
    pool.stream().filter(c -> c.isNamedIn(content.bytes())).forEach(c -> add(c, pool, all));
  }

  /** The document, as a referrer with a subject. */
  private Content odd() {
    Content content = document.content();
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('}');
    if (place == Place.REFERRER && end >= 0 && !text.contains("\"subject\":{")) {
      text =
          text.substring(0, end)
              + ",\"subject\":"
              + Contents.GOOD.descriptor()
              + text.substring(end);
    }
    String type = content.mediaType() == null ? "" : content.mediaType();
    return Content.manifest("odd", type, text);
  }

  private Content index() {
    return Content.manifest(
        "index",
        Contents.OCI_INDEX,
        Contents.index(odd().descriptor(), Contents.GOOD.descriptor()));
  }

  /** Returns the tags and the manifests that they name. */
  public Map<String, Content> tags() {
    return switch (place) {
      case TARGET -> Map.of("odd", odd(), "good", Contents.GOOD);
      case ENTRY -> Map.of("odd", index());
      case REFERRER, LIST, INDEX_FILE -> Map.of("good", Contents.GOOD);
    };
  }

  /** Returns the manifest that the commands are given. */
  public Content root() {
    Content root = tags().get(place.tag());
    if (root == null) {
      throw new IllegalStateException(place + " has no tag " + place.tag());
    }
    return root;
  }

  /** Returns the answer to a request for the referrers of {@link #root}; null for a true one. */
  public byte @Nullable [] referrersList() {
    return place == Place.LIST ? odd().bytes() : null;
  }

  /** Returns the file {@code index.json} of a layout with these contents. */
  public byte[] indexFile() {
    if (place == Place.INDEX_FILE) {
      return odd().bytes();
    }
    List<JsonText> entries = new ArrayList<>();
    tags().forEach((tag, content) -> entries.add(content.tagged(tag)));
    if (place == Place.REFERRER) {
      entries.add(odd().descriptor());
    }
    entries.sort(Comparator.comparing(JsonText::toString));
    return Contents.index(entries.toArray()).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the outcome that a command should have. */
  public String expected(Source source, Use use) {
    return document.expected(place, source, use, copied(use == Use.COPY_REFERRERS));
  }

  /** All that a copy of the root moves. */
  private String copied(boolean referrers) {
    Map<Digest, Content> all = new LinkedHashMap<>();
    List<Content> pool = contents();
    add(root(), pool, all);
    for (Content content : referrers ? pool : List.<Content>of()) {
      if (content.isManifest() && root().isNamedIn(content.bytes())) {
        add(content, pool, all);
      }
    }
    return names(all.values().stream());
  }

  /** Returns the contents that documents name and nobody stores. */
  public static Stream<Content> missing() {
    return Stream.of(Contents.GONE);
  }

  /** Returns the names of contents as an outcome. */
  public static String names(Stream<Content> contents) {
    return contents.map(Content::name).sorted().collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return document + ", " + place.name().toLowerCase(Locale.ROOT);
  }
}
