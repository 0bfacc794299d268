package io.oras.core.store;

import java.util.regex.Pattern;

/** The names that are written into {@code index.json}; any that is found there is read. */
final class TagNames {
  /** Distribution-spec v1.1.1, "Pulling manifests". */
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}+");

  private static final String WORD = "[A-Za-z0-9]++";

  /** Image-spec v1.1.1, annotations.md, {@code org.opencontainers.image.ref.name}. */
  private static final Pattern REF_NAME =
      Pattern.compile(
          "(?:%1$s(?:(?:[-._:@+]|--)%1$s)*+)(?:/%1$s(?:(?:[-._:@+]|--)%1$s)*+)*+".formatted(WORD));

  private static final Pattern DIGEST = Pattern.compile("sha(?:256|512):.*+");

  private TagNames() {}

  static void check(String name) {
    if (!TAG.matcher(name).matches() && !REF_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tag in a store is a tag such as v1.0, or a name such as example.com/app:v1.0, got '"
              + name
              + "'");
    }
    if (DIGEST.matcher(name).matches()) {
      throw new IllegalArgumentException("a tag must not look like a digest, got '" + name + "'");
    }
  }
}
