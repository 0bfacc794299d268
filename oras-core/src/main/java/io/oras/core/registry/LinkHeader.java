package io.oras.core.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the next page in {@code Link} headers (RFC 8288 section 3). Never fails. */
final class LinkHeader {
  private final String text;
  private int at;

  private LinkHeader(String text) {
    this.text = text;
  }

  /** The target of the first link whose relation is {@code next}, as it is written. */
  static Optional<String> next(List<String> headers) {
    return headers.stream()
        .map(header -> new LinkHeader(header).next())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> next() {
    while (skipTo('<')) {
      int close = text.indexOf('>', at);
      if (close < 0) {
        return Optional.empty();
      }
      String target = text.substring(at, close).strip();
      at = close + 1;
      String relations = relations();
      boolean next =
          Arrays.asList(relations.toLowerCase(Locale.ROOT).split("\\s+")).contains("next");
      if (next && !target.isEmpty()) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  private boolean skipTo(char c) {
    int found = text.indexOf(c, at);
    at = found < 0 ? text.length() : found + 1;
    return found >= 0;
  }

  /**
   * The value of the first {@code rel} parameter (section 3.3); others of that name are ignored.
   */
  private String relations() {
    String relations = null;
    while (true) {
      skipSpace();
      if (at >= text.length() || text.charAt(at) != ';') {
        return relations == null ? "" : relations;
      }
      at++;
      skipSpace();
      String name = until(";,=");
      String value = "";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skipSpace();
        value = at < text.length() && text.charAt(at) == '"' ? quoted() : until(";,");
      }
      if (relations == null && name.strip().equalsIgnoreCase("rel")) {
        relations = value.strip();
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String until(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      out.append(text.charAt(at));
    }
    at++;
    return out.toString();
  }
}
