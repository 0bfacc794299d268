package io.oras.core.json;

import java.util.regex.Pattern;

/**
 * The grammar of the annotation {@code org.opencontainers.image.ref.name} (image-spec v1.1.1,
 * annotations.md).
 */
public final class RefNames {
  private static final String COMPONENT = "[A-Za-z0-9]++(?:(?:[-._:@+]|--)[A-Za-z0-9]++)*+";
  private static final Pattern REF_NAME = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");

  private RefNames() {}

  /** Returns whether the specification allows the text as a name. */
  public static boolean isRefName(String text) {
    return REF_NAME.matcher(text).matches();
  }
}
