package io.oras.api.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of annotations: those of image-spec v1.1.1 (annotations.md) and those of the {@code
 * oras} command.
 */
public final class Annotations {
  /** The time at which the content was created, as RFC 3339 defines it. */
  public static final String CREATED = "org.opencontainers.image.created";

  /** The people or the organization responsible for the content. */
  public static final String AUTHORS = "org.opencontainers.image.authors";

  /** The URL of information about the content. */
  public static final String URL = "org.opencontainers.image.url";

  /** The URL of the documentation. */
  public static final String DOCUMENTATION = "org.opencontainers.image.documentation";

  /** The URL of the source code. */
  public static final String SOURCE = "org.opencontainers.image.source";

  /** The version of the packaged software. */
  public static final String VERSION = "org.opencontainers.image.version";

  /** The revision of the source code. */
  public static final String REVISION = "org.opencontainers.image.revision";

  /** The organization that distributes the content. */
  public static final String VENDOR = "org.opencontainers.image.vendor";

  /** The licences of the content, as an SPDX expression. */
  public static final String LICENSES = "org.opencontainers.image.licenses";

  /** The name of a manifest in the {@code index.json} of a layout. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** A title for people. For a layer, the path of the file that a pull writes. */
  public static final String TITLE = "org.opencontainers.image.title";

  /** A description for people. */
  public static final String DESCRIPTION = "org.opencontainers.image.description";

  /** The digest of the base image. */
  public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  /** The reference of the base image. */
  public static final String BASE_NAME = "org.opencontainers.image.base.name";

  /** The digest of the uncompressed tar archive, for a layer that is a packed folder. */
  public static final String CONTENT_DIGEST = "io.deis.oras.content.digest";

  /** {@code true} for a layer that is a packed folder, which a pull unpacks. */
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
   * Returns an unmodifiable copy of the annotations, sorted by key in the order of code points.
   *
   * @throws NullPointerException if a key or a value is null
   */
  public static Map<String, String> copyOf(Map<String, String> annotations) {
    if (annotations.isEmpty()) {
      return Map.of();
    }
    TreeMap<String, String> sorted = new TreeMap<>(CODE_POINTS);
    Map.copyOf(annotations).forEach(sorted::put);
    return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
  }

  /**
   * Returns a sorted, unmodifiable copy with one more annotation, which replaces an annotation with
   * the same key.
   */
  public static Map<String, String> with(
      Map<String, String> annotations, String key, String value) {
    TreeMap<String, String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return copyOf(more);
  }
}
