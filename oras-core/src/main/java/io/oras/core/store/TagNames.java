package io.oras.core.store;

import io.oras.api.reference.Reference;
import io.oras.core.json.RefNames;
import java.util.regex.Pattern;

/** The names that are written into {@code index.json}; any that is found there is read. */
final class TagNames {
  private static final Pattern DIGEST = Pattern.compile("sha(?:256|512):.*+");

  private TagNames() {}

  static void check(String name) {
    if (!Reference.isTag(name) && !RefNames.isRefName(name)) {
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
