package io.oras.core.wire;

import java.util.Optional;

/** Reads a header's value from left to right (RFC 9110 section 5.6). Never fails. */
public final class HeaderScanner {
  private final String text;
  private int at;

  /** At the start of the value. */
  public HeaderScanner(String text) {
    this.text = text;
  }

  /** Whether all has been read. */
  public boolean atEnd() {
    return at >= text.length();
  }

  /** Where reading stands, for {@link #back}. */
  public int position() {
    return at;
  }

  /** Reads again from there. */
  public void back(int position) {
    at = position;
  }

  /** Whether the next character is that one, which is then read. */
  public boolean skip(char c) {
    boolean there = next(c);
    at += there ? 1 : 0;
    return there;
  }

  /** Whether the next character is that one. */
  public boolean next(char c) {
    return !atEnd() && text.charAt(at) == c;
  }

  /** Reads spaces and tabs; whether there was one. */
  public boolean skipSpace() {
    int start = at;
    while (next(' ') || next('\t')) {
      at++;
    }
    return at > start;
  }

  /** Reads spaces and commas: the empty elements of a list are legal (section 5.6.1). */
  public void skipSeparators() {
    while (skipSpace() || skip(',')) {
      // Each turn reads at least one character.
    }
  }

  /** Reads what is not understood, up to the next comma outside quotes. */
  public void skipElement() {
    while (!atEnd() && !next(',')) {
      if (next('"') && quoted().isPresent()) {
        continue;
      }
      at++;
    }
  }

  /** A token; empty text where there is none. */
  public String token() {
    return run("!#$%&'*+-.^_`|~");
  }

  /** A token68 such as Base64 (section 11.2); empty text where there is none. */
  public String token68() {
    String characters = run("-._~+/");
    int start = at;
    while (!characters.isEmpty() && skip('=')) {
      // Padding.
    }
    return characters + text.substring(start, at);
  }

  private String run(String marks) {
    int start = at;
    while (!atEnd() && isPart(text.charAt(at), marks)) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isPart(char c, String marks) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || marks.indexOf(c) >= 0;
  }

  /** A quoted string without its escapes; empty, and nothing read, where none is complete. */
  public Optional<String> quoted() {
    int start = at;
    if (!skip('"')) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.of(out.toString());
      }
      if (c == '\\' && !atEnd()) {
        c = text.charAt(at++);
      }
      out.append(c);
    }
    at = start;
    return Optional.empty();
  }
}
