package io.oras.cli.output;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression that matches as in Go's {@code regexp}. */
final class GoRegex {
  /** RE2 takes linear time. The engine of the JDK does not, so its steps are limited. */
  private static final long MOST_STEPS = 20_000_000;

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|([\\p{L}\\p{Nd}_]+)|\\{([\\p{L}\\p{Nd}_]+)})");

  private final String text;
  private final Map<String, Integer> names;
  private final Pattern pattern;

  /**
   * Reads an expression.
   *
   * @throws FunctionException with the message of Go, or if this library does not support it
   */
  GoRegex(String text) throws FunctionException {
    this.text = text;
    RegexTranslator translator = new RegexTranslator(text);
    this.pattern = translator.pattern();
    this.names = translator.names();
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
