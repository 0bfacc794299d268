package io.oras.core.http;

import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.HeaderReader.Element;
import io.oras.core.wire.HeaderReader.Kind;
import java.util.ArrayList;
import java.util.List;

/** The header {@code Warning: 299 - "text"} (distribution-spec v1.1.1, "Warnings"). */
final class Warnings {
  /** Bytes of all warnings of one answer. */
  private static final int MAX = 4096;

  private Warnings() {}

  /**
   * Returns the texts. A warning with another code, an agent, a date or no end is not for people.
   */
  static List<String> parse(HeaderReader header) {
    List<String> texts = new ArrayList<>();
    int left = MAX;
    for (Element element : header.elements()) {
      if (left > 0 && isForPeople(element)) {
        String text = element.item(4).text();
        String kept = text.substring(0, Math.min(left, text.length()));
        texts.add(kept);
        left -= kept.length();
      }
    }
    return texts;
  }

  private static boolean isForPeople(Element element) {
    return element.items().size() == 5
        && element.item(0).text().equals("299")
        && element.item(1).kind() == Kind.SPACE
        && element.item(2).text().equals("-")
        && element.item(3).kind() == Kind.SPACE
        && element.item(4).kind() == Kind.QUOTED;
  }
}
