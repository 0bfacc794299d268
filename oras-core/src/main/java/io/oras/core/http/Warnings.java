package io.oras.core.http;

import io.oras.core.wire.HeaderScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header {@code Warning: 299 - "text"} (distribution-spec v1.1.1, "Warnings"). */
final class Warnings {
  /** Bytes of all warnings of one answer. */
  private static final int MAX = 4096;

  private Warnings() {}

  /** The texts; what has another code, an agent, a date or no end is no warning for people. */
  static List<String> parse(List<String> values) {
    List<String> texts = new ArrayList<>();
    int left = MAX;
    for (String value : values) {
      HeaderScanner in = new HeaderScanner(value);
      for (in.skipSeparators(); !in.atEnd() && left > 0; in.skipSeparators()) {
        Optional<String> text = one(in);
        if (text.isPresent()) {
          String kept = text.get().substring(0, Math.min(left, text.get().length()));
          texts.add(kept);
          left -= kept.length();
        } else {
          in.skipElement();
        }
      }
    }
    return texts;
  }

  private static Optional<String> one(HeaderScanner in) {
    if (!in.token().equals("299")
        || !in.skipSpace()
        || !in.token().equals("-")
        || !in.skipSpace()) {
      return Optional.empty();
    }
    Optional<String> text = in.quoted();
    in.skipSpace();
    return in.atEnd() || in.next(',') ? text : Optional.empty();
  }
}
