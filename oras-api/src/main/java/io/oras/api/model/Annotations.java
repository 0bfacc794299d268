package io.oras.api.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keys of annotations (image-spec v1.1.1, annotations.md, and those of the {@code oras} command),
 * and the one order in which annotations are kept and written.
 */
public final class Annotations {
  /** When the content was created, RFC 3339. */
  public static final String CREATED = "org.opencontainers.image.created";

  /** Who is responsible for the content. */
  public static final String AUTHORS = "org.opencontainers.image.authors";

  /** Where to read about the content. */
  public static final String URL = "org.opencontainers.image.url";

  /** Where its documentation is. */
  public static final String DOCUMENTATION = "org.opencontainers.image.documentation";

  /** Where its source is. */
  public static final String SOURCE = "org.opencontainers.image.source";

  /** The version of the packaged software. */
  public static final String VERSION = "org.opencontainers.image.version";

  /** The revision of its source. */
  public static final String REVISION = "org.opencontainers.image.revision";

  /** Who distributes it. */
  public static final String VENDOR = "org.opencontainers.image.vendor";

  /** Its licences, an SPDX expression. */
  public static final String LICENSES = "org.opencontainers.image.licenses";

  /** The name of a manifest in the {@code index.json} of a layout. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** A title for people; of a layer, the file name under which it is restored. */
  public static final String TITLE = "org.opencontainers.image.title";

  /** A description for people. */
  public static final String DESCRIPTION = "org.opencontainers.image.description";

  /** The digest of the image on which this one is based. */
  public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  /** The reference of the image on which this one is based. */
  public static final String BASE_NAME = "org.opencontainers.image.base.name";

  /** On a layer that is a packed folder: the digest of its uncompressed tar. */
  public static final String CONTENT_DIGEST = "io.deis.oras.content.digest";

  /** On a layer that is a packed folder: {@code true}, it is unpacked on pull. */
  public static final String CONTENT_UNPACK = "io.deis.oras.content.unpack";

  /** By code point, which is the order of the UTF-8 bytes; {@code String} compares UTF-16 units. */
  private static final Comparator<String> CODE_POINTS =
      (a, b) -> {
        int i = 0;
        int limit = Math.min(a.length(), b.length());
        while (i < limit && a.charAt(i) == b.charAt(i)) {
          i++;
        }
        if (i == limit) {
          return Integer.compare(a.length(), b.length());
        }
        int start = i > 0 && Character.isLowSurrogate(a.charAt(i)) ? i - 1 : i;
        return Integer.compare(a.codePointAt(start), b.codePointAt(start));
      };

  private Annotations() {}

  /**
   * An unmodifiable copy, sorted by key as manifests are written.
   *
   * @throws NullPointerException when a key or a value is null
   */
  public static Map<String, String> copyOf(Map<String, String> annotations) {
    if (annotations.isEmpty()) {
      return Map.of();
    }
    TreeMap<String, String> sorted = new TreeMap<>(CODE_POINTS);
    Map.copyOf(annotations).forEach(sorted::put);
    return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
  }

  /** A sorted copy with one more entry; it replaces one of the same key. */
  public static Map<String, String> with(
      Map<String, String> annotations, String key, String value) {
    TreeMap<String, String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return copyOf(more);
  }
}
