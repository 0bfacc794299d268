package io.oras.cli.output;

/**
 * A part of a template's text.
 *
 * @param text as it stands in the template, or the message of an {@link Kind#ERROR}
 * @param position of the first character
 * @param line from 1
 */
record TemplateToken(Kind kind, String text, int position, int line) {
  /** What the parser distinguishes. */
  enum Kind {
    ERROR,
    END_OF_TEXT,
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    STRING,
    NUMBER,
    CHARACTER,
    BOOLEAN,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    DOT,
    NIL,
    PIPE,
    DECLARE,
    ASSIGN,
    LEFT_PAREN,
    RIGHT_PAREN,
    PUNCTUATION,
    KEYWORD
  }

  boolean is(Kind other, String word) {
    return kind == other && text.equals(word);
  }

  /** As Go's messages show a token. */
  @Override
  public String toString() {
    return switch (kind) {
      case END_OF_TEXT -> "EOF";
      case ERROR -> text;
      case KEYWORD, DOT, NIL -> "<" + text + ">";
      default ->
          text.codePointCount(0, text.length()) > 10
              ? GoText.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "..."
              : GoText.quote(text);
    };
  }
}
