package io.oras.core.json;

import java.io.ByteArrayOutputStream;

/** Changes the white space between the tokens of a valid document, and nothing else. */
public final class JsonIndenter {
  private final ByteArrayOutputStream out;
  private int depth;

  private JsonIndenter(int size) {
    out = new ByteArrayOutputStream(size);
  }

  /**
   * Indents a valid document by two spaces, as Go's {@code json.Indent} does: only white space
   * between tokens changes, so strings and numbers stay as they were written.
   */
  public static byte[] indent(byte[] json) {
    JsonIndenter indenter = new JsonIndenter(json.length * 2);
    indenter.tokens(json);
    return indenter.out.toByteArray();
  }

  private void tokens(byte[] json) {
    boolean opened = false;
    for (int i = 0; i < json.length; i++) {
      byte c = json[i];
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        continue;
      }
      boolean closes = c == '}' || c == ']';
      depth -= closes ? 1 : 0;
      if (opened != closes) {
        newLine();
      }
      opened = c == '{' || c == '[';
      depth += opened ? 1 : 0;
      out.write(c);
      switch (c) {
        case '"' -> i = string(json, i);
        case ',' -> newLine();
        case ':' -> out.write(' ');
        default -> {}
      }
    }
  }

  /** Copies the rest of a string; returns where it ends. */
  private int string(byte[] json, int start) {
    int i = start + 1;
    for (; json[i] != '"'; i++) {
      out.write(json[i]);
      if (json[i] == '\\') {
        i++;
        out.write(json[i]);
      }
    }
    out.write('"');
    return i;
  }

  private void newLine() {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.write(' ');
      out.write(' ');
    }
  }
}
