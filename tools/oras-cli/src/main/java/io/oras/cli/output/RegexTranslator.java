package io.oras.cli.output;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates a regular expression of Go's {@code regexp}, whose syntax is RE2's, to {@link Pattern}
 * where the two differ. What RE2 refuses is refused.
 */
final class RegexTranslator {
  private static final int MOST_REPEATS = 1000;
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
  private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z0-9_]+)>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*)(?:-([imsU]+))?([:)])");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)([a-z]+):]");
  private static final Map<String, String> POSIX_CLASSES = posixClasses();
  private static final String SPACES = "\\t\\n\\f\\r ";

  private final String text;
  private final StringBuilder java = new StringBuilder();
  private final Map<String, Integer> names = new HashMap<>();
  private final Deque<Boolean> outerLines = new ArrayDeque<>();
  private int groups;
  private int at;

  /** Whether {@code ^} and {@code $} match at lines. */
  private boolean lines;

  /** Where the last element that can be repeated ended, or -1. */
  private int element = -1;

  private String lastOperator = "";
  private int operatorEnd = -1;

  /**
   * Translates an expression.
   *
   * @throws FunctionException with the message of Go, or if this library does not support it
   */
  RegexTranslator(String text) throws FunctionException {
    this.text = text;
    translate();
  }

  /** Returns the translation. */
  Pattern pattern() throws FunctionException {
    try {
      return Pattern.compile(java.toString(), Pattern.UNIX_LINES);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw unsupported(text);
    }
  }

  /** Returns the numbers of the named groups. */
  Map<String, Integer> names() {
    return names;
  }

  private static Map<String, String> posixClasses() {
    Map<String, String> classes = new HashMap<>();
    for (String name :
        List.of(
            "alnum", "alpha", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
            "upper")) {
      classes.put(name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }
    classes.put("xdigit", "XDigit");
    classes.put("ascii", "ASCII");
    classes.put("blank", "Blank");
    return classes;
  }

  /** Returns an expression for that text. */
  static String quoted(String text) {
    return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
  }

  private static FunctionException invalid(String problem, String part) {
    return new FunctionException("error parsing regexp: " + problem + ": `" + part + "`");
  }

  private static FunctionException unsupported(String part) {
    return new FunctionException("regular expressions with `" + part + "` are not supported");
  }

  private void translate() throws FunctionException {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '(' -> open();
        case ')' -> {
          if (outerLines.isEmpty()) {
            throw invalid("unexpected )", text);
          }
          lines = outerLines.pop();
          add(")", 1, true);
        }
        case '|' -> add("|", 1, false);
        case '^' -> add(lines ? "(?<![^\\n])" : "\\A", 1, true);
        case '$' -> add(lines ? "(?![^\\n])" : "\\z", 1, true);
        case '[' -> characterClass();
        case '\\' -> escape();
        case '*', '+', '?' -> repeat(1, false);
        case '{' -> {
          Matcher repeat = REPEAT.matcher(text).region(at, text.length());
          if (repeat.lookingAt()) {
            repeat(repeat.end() - at, tooMany(repeat));
          } else {
            add("\\{", 1, true);
          }
        }
        case '}', ']' -> add("\\" + c, 1, true);
        default -> {
          int length = Character.charCount(text.codePointAt(at));
          add(text.substring(at, at + length), length, true);
        }
      }
    }
    if (!outerLines.isEmpty()) {
      throw invalid("missing closing )", text);
    }
  }

  private void add(String translated, int length, boolean repeatable) {
    java.append(translated);
    at += length;
    element = repeatable ? at : -1;
  }

  private static boolean tooMany(MatchResult repeat) {
    int least = Integer.parseInt(repeat.group(1));
    String end = repeat.group(3);
    int most = end == null || end.isEmpty() ? least : Integer.parseInt(end);
    return least > MOST_REPEATS || most > MOST_REPEATS || most < least;
  }

  private void repeat(int length, boolean wrong) throws FunctionException {
    String operator = text.substring(at, at + length);
    if (wrong) {
      throw invalid("invalid repeat count", operator);
    }
    if (element != at) {
      throw operatorEnd == at
          ? invalid("invalid nested repetition operator", lastOperator + operator)
          : invalid("missing argument to repetition operator", operator);
    }
    int end = at + length;
    if (end < text.length() && text.charAt(end) == '?') {
      operator += "?";
      end++;
    }
    java.append(operator);
    at = end;
    element = -1;
    lastOperator = operator;
    operatorEnd = end;
  }

  private void open() throws FunctionException {
    if (!text.startsWith("(?", at)) {
      group("(", 1);
      groups++;
      return;
    }
    Matcher named = NAMED.matcher(text).region(at, text.length());
    if (named.lookingAt()) {
      group("(", named.end() - at);
      if (names.put(named.group(1), ++groups) != null) {
        throw invalid("duplicate capture group name", named.group(1));
      }
      return;
    }
    Matcher flags = FLAGS.matcher(text).region(at, text.length());
    if (!flags.lookingAt()) {
      boolean name = text.startsWith("(?<", at) || text.startsWith("(?P<", at);
      int end = name ? text.indexOf('>', at) + 1 : at + 3;
      String part = text.substring(at, end <= at ? text.length() : Math.min(end, text.length()));
      throw invalid(name ? "invalid named capture" : "invalid or unsupported Perl syntax", part);
    }
    String set = flags.group(1);
    String cleared = flags.group(2) == null ? "" : flags.group(2);
    if ((set + cleared).contains("U")) {
      throw unsupported("(?U)");
    }
    boolean before = lines;
    boolean scoped = flags.group(3).equals(":");
    String on = set.replace("m", "").replace("i", "iu");
    String off = cleared.replace("m", "").replace("i", "iu");
    String translated = "(?" + on + (off.isEmpty() ? "" : "-" + off) + (scoped ? ":" : ")");
    if (scoped) {
      outerLines.push(before);
    }
    lines = (lines || set.contains("m")) && !cleared.contains("m");
    add(translated.equals("(?)") ? "" : translated, flags.end() - at, false);
  }

  private void group(String translated, int length) {
    outerLines.push(lines);
    add(translated, length, false);
  }

  private void escape() throws FunctionException {
    if (at + 1 >= text.length()) {
      throw invalid("trailing backslash at end of expression", "");
    }
    if (text.startsWith("\\Q", at)) {
      int end = text.indexOf("\\E", at);
      String literal = text.substring(at + 2, end < 0 ? text.length() : end);
      int length = end < 0 ? text.length() - at : end + 2 - at;
      for (int c : literal.codePoints().toArray()) {
        java.append(quoted(Character.toString(c)));
      }
      add("", length, !literal.isEmpty());
      return;
    }
    char c = text.charAt(at + 1);
    if ("AzbB".indexOf(c) >= 0) {
      add(c == 'b' || c == 'B' ? boundary(c == 'b') : "\\" + c, 2, true);
    } else if (c == 's' || c == 'S') {
      add((c == 's' ? "[" : "[^") + SPACES + "]", 2, true);
    } else {
      String translated = character();
      add(translated, 0, true);
    }
  }

  /** Go's word boundary knows ASCII letters only. */
  private static String boundary(boolean is) {
    return is ? "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))" : "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))";
  }

  /** Reads an escape that stands for characters, outside or inside of a class. */
  private String character() throws FunctionException {
    if (at + 1 >= text.length()) {
      throw invalid("trailing backslash at end of expression", "");
    }
    int c = text.codePointAt(at + 1);
    int from = at;
    at += 1 + Character.charCount(c);
    if ("dDwWafnrt".indexOf(c) >= 0) {
      return "\\" + (char) c;
    }
    if (c == 'v') {
      return "\\x0B";
    }
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      return "\\" + (char) c;
    }
    if (c == 'x' || c == 'p' || c == 'P') {
      int end =
          text.startsWith("{", at)
              ? text.indexOf('}', at) + 1
              : Math.min(text.length(), at + (c == 'x' ? 2 : 1));
      String argument = text.substring(at, Math.max(at, end)).replaceAll("[{}]", "");
      boolean right =
          argument.matches(c == 'x' ? "[0-9A-Fa-f]{1,6}" : "\\^?[A-Za-z_]+") && end > at;
      if (!right) {
        throw invalid(
            c == 'x' ? "invalid escape sequence" : "invalid character class range",
            text.substring(from, Math.max(at, end)));
      }
      at = end;
      return c == 'x' ? "\\x{" + argument + "}" : property(c == 'P', argument);
    }
    if (c == 'C' || (c >= '0' && c <= '7')) {
      String part = text.substring(from, at);
      throw c == 'C' || c == '0' ? unsupported(part) : invalid("invalid escape sequence", part);
    }
    throw invalid("invalid escape sequence", text.substring(from, at));
  }

  private static String property(boolean not, String name) {
    boolean negated = name.startsWith("^") != not;
    String plain = name.replace("^", "");
    // General categories have one or two letters, scripts have more.
    return (negated ? "\\P{" : "\\p{") + (plain.length() > 2 ? "Is" : "") + plain + "}";
  }

  private void characterClass() throws FunctionException {
    int from = at;
    StringBuilder members = new StringBuilder("[");
    at++;
    if (text.startsWith("^", at)) {
      members.append('^');
      at++;
    }
    boolean first = true;
    while (first || !text.startsWith("]", at)) {
      if (at >= text.length()) {
        throw invalid("missing closing ]", text.substring(from));
      }
      first = false;
      Matcher posix = POSIX.matcher(text).region(at, text.length());
      if (posix.lookingAt()) {
        members.append(posixClass(posix));
        at = posix.end();
        continue;
      }
      int before = at;
      String low = member();
      boolean range =
          text.startsWith("-", at) && !text.startsWith("-]", at) && at + 1 < text.length();
      if (!range) {
        members.append(low);
        continue;
      }
      at++;
      String high = member();
      String part = text.substring(before, at);
      try {
        Pattern.compile("[" + low + "-" + high + "]");
      } catch (PatternSyntaxException e) {
        throw invalid("invalid character class range", part);
      }
      members.append(low).append('-').append(high);
    }
    add(members.append(']').toString(), 1, true);
  }

  private static String posixClass(MatchResult posix) throws FunctionException {
    boolean negated = !posix.group(1).isEmpty();
    String name = posix.group(2);
    if (name.equals("word")) {
      return negated ? "\\W" : "\\w";
    }
    String known = POSIX_CLASSES.get(name);
    if (known == null) {
      throw invalid("invalid character class range", posix.group());
    }
    return (negated ? "\\P{" : "\\p{") + known + "}";
  }

  private String member() throws FunctionException {
    if (at >= text.length()) {
      throw invalid("missing closing ]", text);
    }
    int c = text.codePointAt(at);
    if (c == '\\') {
      if (text.startsWith("\\s", at)) {
        at += 2;
        return SPACES;
      }
      if (text.startsWith("\\S", at)) {
        at += 2;
        return "[^" + SPACES + "]";
      }
      return character();
    }
    at += Character.charCount(c);
    return c < 0x80 && !Character.isLetterOrDigit(c) ? "\\" + (char) c : Character.toString(c);
  }
}
