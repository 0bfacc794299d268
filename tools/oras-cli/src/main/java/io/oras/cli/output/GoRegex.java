package io.oras.cli.output;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * A regular expression in the syntax of Go's {@code regexp}, which is RE2's. It is translated to
 * {@link Pattern} where the two differ, and what RE2 refuses is refused.
 */
final class GoRegex {
  /** RE2 takes linear time. The engine of the JDK does not, so its steps are limited. */
  private static final long MOST_STEPS = 20_000_000;

  private static final int MOST_REPEATS = 1000;
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
  private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z0-9_]+)>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*)(?:-([imsU]+))?([:)])");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)([a-z]+):]");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|([\\p{L}\\p{Nd}_]+)|\\{([\\p{L}\\p{Nd}_]+)})");
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
  private final Pattern pattern;

  private GoRegex(String text) throws FunctionException {
    this.text = text;
    translate();
    try {
      pattern = Pattern.compile(java.toString(), Pattern.UNIX_LINES);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw unsupported(text);
    }
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

  /**
   * Reads an expression.
   *
   * @throws FunctionException with the message of Go, or if this library does not support it
   */
  static GoRegex compile(String text) throws FunctionException {
    return new GoRegex(text);
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

  /** Returns the first matches, all if {@code most} is negative. */
  private List<Match> matches(String input, long most) throws FunctionException {
    List<Match> matches = new ArrayList<>();
    Matcher matcher = pattern.matcher(new LimitedText(input, 0, input.length(), new Steps()));
    int last = -1;
    try {
      while ((most < 0 || matches.size() < most) && matcher.find()) {
        // Go passes over an empty match beside the match before it.
        if (matcher.end() > matcher.start() || matcher.start() != last) {
          matches.add(new Match(matcher));
          last = matcher.end();
        }
      }
    } catch (TooManySteps | StackOverflowError e) {
      throw new FunctionException("the regular expression takes too many steps for this text");
    }
    return matches;
  }

  boolean matches(String input) throws FunctionException {
    return !matches(input, 1).isEmpty();
  }

  String find(String input) throws FunctionException {
    List<Match> matches = matches(input, 1);
    return matches.isEmpty() ? "" : matches.get(0).text(0, input);
  }

  List<Object> findAll(String input, long most) throws FunctionException {
    List<Object> found = new ArrayList<>();
    for (Match match : matches(input, most)) {
      found.add(match.text(0, input));
    }
    return found;
  }

  List<Object> split(String input, long most) throws FunctionException {
    List<Object> parts = new ArrayList<>();
    if (most == 0) {
      return parts;
    }
    int from = 0;
    int end = 0;
    for (Match match : matches(input, most)) {
      if (input.isEmpty() || (most > 0 && parts.size() == most - 1)) {
        break;
      }
      end = match.start();
      if (match.end() != 0) {
        parts.add(input.substring(from, end));
      }
      from = match.end();
    }
    if (input.isEmpty() ? !text.isEmpty() : end != input.length()) {
      parts.add(input.substring(from));
    }
    return parts;
  }

  /**
   * Replaces all matches.
   *
   * @param literal whether {@code $1} and {@code ${name}} stand for themselves
   */
  String replaceAll(String input, String replacement, boolean literal) throws FunctionException {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Match match : matches(input, -1)) {
      out.append(input, from, match.start());
      out.append(literal ? replacement : expanded(replacement, match, input));
      from = match.end();
      if (out.length() > GoTemplate.LONGEST) {
        throw GoTemplate.tooLong();
      }
    }
    return out.append(input, from, input.length()).toString();
  }

  private String expanded(String replacement, Match match, String input) {
    StringBuilder out = new StringBuilder();
    Matcher variable = VARIABLE.matcher(replacement);
    int from = 0;
    while (variable.find()) {
      out.append(replacement, from, variable.start());
      from = variable.end();
      String name = variable.group(2) == null ? variable.group(3) : variable.group(2);
      if (name == null) {
        out.append('$');
      } else if (name.matches("[0-9]{1,9}")) {
        out.append(match.text(Integer.parseInt(name), input));
      } else if (names.containsKey(name)) {
        out.append(match.text(names.get(name), input));
      }
    }
    return out.append(replacement.substring(from)).toString();
  }

  /** The places of a match and its groups; {@link MatchResult} holds the text as well. */
  private static final class Match {
    private final int[] places;

    Match(Matcher matcher) {
      places = new int[2 * matcher.groupCount() + 2];
      for (int i = 0; i < places.length; i += 2) {
        places[i] = matcher.start(i / 2);
        places[i + 1] = matcher.end(i / 2);
      }
    }

    int start() {
      return places[0];
    }

    int end() {
      return places[1];
    }

    /** Returns what a group matched, or an empty text. */
    String text(int group, String input) {
      return group >= places.length / 2 || places[2 * group] < 0
          ? ""
          : input.substring(places[2 * group], places[2 * group + 1]);
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /** The steps that are left for one call. */
  private static final class Steps {
    private long left = MOST_STEPS;

    void next() {
      if (--left < 0) {
        throw new TooManySteps();
      }
    }
  }

  /** A text of which each character that is read is a step. */
  private record LimitedText(String text, int from, int to, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      steps.next();
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new LimitedText(text, from + start, from + end, steps);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
