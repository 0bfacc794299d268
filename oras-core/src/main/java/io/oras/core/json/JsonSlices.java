package io.oras.core.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a JSON document, which is known to be valid, into the bytes of its parts: to leave some out
 * and keep the others exactly as they are. For one thread.
 */
public final class JsonSlices {
  /** A character for each byte, so that every byte is kept. */
  private final String json;

  private int at;

  private JsonSlices(String json) {
    this.json = json;
  }

  /**
   * Returns the object with only some elements of one of its arrays. The members keep their order
   * and their bytes; there is no space between them.
   *
   * @param kept the positions of the elements to keep, in ascending order
   */
  public static byte[] withElements(byte[] object, String array, List<Integer> kept) {
    Map<String, String> members = new JsonSlices(text(object)).members();
    String name = '"' + array + '"';
    List<String> elements = new JsonSlices(members.getOrDefault(name, "[]")).elements();
    members.put(name, "[" + String.join(",", kept.stream().map(elements::get).toList()) + "]");
    List<String> parts = new ArrayList<>();
    members.forEach((key, value) -> parts.add(key + ":" + value));
    return ("{" + String.join(",", parts) + "}").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    enter('{');
    while (more('}')) {
      String name = value();
      skipTo(':');
      at++;
      members.put(name, value());
    }
    return members;
  }

  private List<String> elements() {
    List<String> elements = new ArrayList<>();
    enter('[');
    while (more(']')) {
      elements.add(value());
    }
    return elements;
  }

  private void enter(char open) {
    skipTo(open);
    at++;
  }

  /** Whether another part comes; skips to its first character. */
  private boolean more(char close) {
    while (" \t\r\n,".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    return json.charAt(at) != close;
  }

  private void skipTo(char wanted) {
    while (json.charAt(at) != wanted) {
      at++;
    }
  }

  private String value() {
    while (" \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    int start = at;
    int depth = 0;
    do {
      char c = json.charAt(at);
      if (c == '"') {
        skipString();
      } else {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      }
      at++;
    } while (at < json.length() && (depth > 0 || ",:]} \t\r\n".indexOf(json.charAt(at)) < 0));
    return json.substring(start, at);
  }

  /** To the quote that ends the string. */
  private void skipString() {
    for (at++; json.charAt(at) != '"'; at++) {
      if (json.charAt(at) == '\\') {
        at++;
      }
    }
  }
}
