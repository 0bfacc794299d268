package io.oras.cli.output;

import io.oras.cli.output.TemplateToken.Kind;
import java.util.Set;

/** Splits a template into tokens by the rules of Go's {@code text/template}. */
final class TemplateLexer {
  private static final String SPACES = " \t\r\n";
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

  private final String input;
  private int position;
  private int start;
  private int line = 1;
  private int counted;
  private boolean inAction;
  private int parentheses;

  TemplateLexer(String input) {
    this.input = input;
  }

  /** Returns the next token; after an error or the end, an end of text. */
  TemplateToken next() {
    start = position;
    return inAction ? action() : text();
  }

  private TemplateToken token(Kind kind) {
    return new TemplateToken(kind, input.substring(start, position), start, lineOf(start));
  }

  private int lineOf(int place) {
    for (; counted < place; counted++) {
      line += input.charAt(counted) == '\n' ? 1 : 0;
    }
    return line;
  }

  private TemplateToken error(String message) {
    TemplateToken token = new TemplateToken(Kind.ERROR, message, start, lineOf(start));
    position = input.length();
    inAction = false;
    return token;
  }

  private boolean at(String text) {
    return input.startsWith(text, position);
  }

  private int peek() {
    return position < input.length() ? input.codePointAt(position) : -1;
  }

  private void skip() {
    position += Character.charCount(peek());
  }

  private static boolean isSpace(int c) {
    return c >= 0 && SPACES.indexOf(c) >= 0;
  }

  private static boolean isWord(int c) {
    return c == '_' || (c >= 0 && (Character.isLetter(c) || Character.isDigit(c)));
  }

  private boolean leftTrim(int place) {
    return input.startsWith("-", place)
        && place + 1 < input.length()
        && isSpace(input.charAt(place + 1));
  }

  private boolean rightTrim(int place) {
    return place < input.length()
        && isSpace(input.charAt(place))
        && input.startsWith("-}}", place + 1);
  }

  private void skipSpaces() {
    while (isSpace(peek())) {
      position++;
    }
  }

  private TemplateToken text() {
    while (true) {
      int open = input.indexOf("{{", position);
      if (open < 0) {
        position = input.length();
        return token(start < position ? Kind.TEXT : Kind.END_OF_TEXT);
      }
      int end = open;
      if (leftTrim(open + 2)) {
        while (end > start && isSpace(input.charAt(end - 1))) {
          end--;
        }
      }
      if (end > start) {
        position = end;
        TemplateToken token = token(Kind.TEXT);
        position = open;
        return token;
      }
      start = open;
      position = open + 2;
      int inner = leftTrim(position) ? position + 2 : position;
      if (!input.startsWith("/*", inner)) {
        TemplateToken token = token(Kind.LEFT_DELIMITER);
        position = inner;
        inAction = true;
        parentheses = 0;
        return token;
      }
      int close = input.indexOf("*/", inner + 2);
      if (close < 0) {
        return error("unclosed comment");
      }
      position = close + 2;
      if (rightTrim(position)) {
        position += 4;
        skipSpaces();
      } else if (at("}}")) {
        position += 2;
      } else {
        return error("comment ends before closing delimiter");
      }
      start = position;
    }
  }

  private TemplateToken close(boolean trim) {
    position += trim ? 2 : 0;
    start = position;
    position += 2;
    TemplateToken token = token(Kind.RIGHT_DELIMITER);
    if (trim) {
      skipSpaces();
    }
    inAction = false;
    return token;
  }

  private TemplateToken action() {
    if (at("}}") || rightTrim(position)) {
      return parentheses > 0 ? error("unclosed left paren") : close(!at("}}"));
    }
    int c = peek();
    if (c < 0) {
      return error("unclosed action");
    }
    if (isSpace(c)) {
      return spaces();
    }
    int following = position + 1 < input.length() ? input.charAt(position + 1) : -1;
    boolean number = c == '+' || c == '-' || (c >= '0' && c <= '9');
    if (number || (c == '.' && following >= '0' && following <= '9')) {
      return number();
    }
    if (isWord(c)) {
      return word();
    }
    skip();
    return switch (c) {
      case '=' -> token(Kind.ASSIGN);
      case ':' -> {
        if (peek() != '=') {
          yield error("expected :=");
        }
        position++;
        yield token(Kind.DECLARE);
      }
      case '|' -> token(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
      case '`' -> {
        int end = input.indexOf('`', position);
        if (end < 0) {
          yield error("unterminated raw quoted string");
        }
        position = end + 1;
        yield token(Kind.STRING);
      }
      case '$' -> field(Kind.VARIABLE, Kind.VARIABLE);
      case '.' -> field(Kind.FIELD, Kind.DOT);
      case '(' -> {
        parentheses++;
        yield token(Kind.LEFT_PAREN);
      }
      case ')' -> {
        parentheses--;
        yield parentheses < 0 ? error("unexpected right paren") : token(Kind.RIGHT_PAREN);
      }
      default ->
          c > ' ' && c < 0x7f
              ? token(Kind.PUNCTUATION)
              : error("unrecognized character in action: " + GoText.unicode(c));
    };
  }

  private TemplateToken spaces() {
    skipSpaces();
    if (rightTrim(position - 1)) {
      position--;
      if (position == start) {
        return close(true);
      }
    }
    return token(Kind.SPACE);
  }

  private TemplateToken quoted(char quote, Kind kind, String message) {
    while (true) {
      int c = peek();
      if (c == '\\') {
        position++;
        c = peek();
        if (c == quote || c == '\\') {
          position++;
          continue;
        }
      }
      if (c < 0 || c == '\n') {
        return error(message);
      }
      skip();
      if (c == quote) {
        return token(kind);
      }
    }
  }

  private boolean atTerminator() {
    int c = peek();
    return c < 0 || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || at("}}");
  }

  private TemplateToken badCharacter() {
    return error("bad character " + GoText.unicode(peek()));
  }

  private TemplateToken field(Kind kind, Kind alone) {
    if (atTerminator()) {
      return token(alone);
    }
    while (isWord(peek())) {
      skip();
    }
    return atTerminator() ? token(kind) : badCharacter();
  }

  private TemplateToken word() {
    while (isWord(peek())) {
      skip();
    }
    if (!atTerminator()) {
      return badCharacter();
    }
    String word = input.substring(start, position);
    return switch (word) {
      case "nil" -> token(Kind.NIL);
      case "true", "false" -> token(Kind.BOOLEAN);
      default -> token(KEYWORDS.contains(word) ? Kind.KEYWORD : Kind.IDENTIFIER);
    };
  }

  private boolean accept(String characters) {
    boolean found = peek() >= 0 && characters.indexOf(peek()) >= 0;
    position += found ? 1 : 0;
    return found;
  }

  private void acceptAll(String characters) {
    while (accept(characters)) {
      // The characters are consumed.
    }
  }

  private TemplateToken number() {
    accept("+-");
    String digits = "0123456789_";
    String exponent = "eE";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = "pP";
      } else if (accept("oO")) {
        digits = "01234567_";
        exponent = "";
      } else if (accept("bB")) {
        digits = "01_";
        exponent = "";
      }
    }
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    if (accept(exponent)) {
      accept("+-");
      acceptAll("0123456789_");
    }
    int c = peek();
    if (isWord(c) || c == '+' || c == '-') {
      skip();
      return error("bad number syntax: " + GoText.quote(input.substring(start, position)));
    }
    return token(Kind.NUMBER);
  }
}
