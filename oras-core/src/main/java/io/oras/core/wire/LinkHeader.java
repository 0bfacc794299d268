package io.oras.core.wire;

import io.oras.core.wire.HeaderReader.Element;
import io.oras.core.wire.HeaderReader.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Finds the next page in {@code Link} headers (RFC 8288 section 3). Never fails. */
public final class LinkHeader {
  private LinkHeader() {}

  /** Returns the target of the first link whose relation is {@code next}, as it is written. */
  public static Optional<String> next(HeaderReader header) {
    return header.elements().stream()
        .filter(element -> element.item(0).kind() == Kind.TARGET && isNext(element))
        .map(element -> element.item(0).text().strip())
        .filter(target -> !target.isEmpty())
        .findFirst();
  }

  private static boolean isNext(Element element) {
    String relations = element.parameters().getOrDefault("rel", "").toLowerCase(Locale.ROOT);
    // A quote that is not closed is common enough.
    String bare = relations.startsWith("\"") ? relations.substring(1) : relations;
    return Arrays.asList(bare.strip().split("\\s+")).contains("next");
  }
}
