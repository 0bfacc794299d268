package io.oras.cli.output;

import static io.oras.cli.output.GoText.bytes;
import static io.oras.cli.output.GoText.slice;
import static io.oras.cli.output.TemplateFunctions.limited;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions on text. */
final class TextFunctions {
  private TextFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(String name, List<@Nullable Object> arguments)
      throws FunctionException {
    switch (name) {
      case "print" -> {
        return GoFormat.print(arguments);
      }
      case "println" -> {
        return GoFormat.println(arguments);
      }
      case "printf" -> {
        return GoFormat.printf(
            String.valueOf(arguments.get(0)), arguments.subList(1, arguments.size()));
      }
      case "html" -> {
        return html(shown(arguments));
      }
      case "js" -> {
        return js(shown(arguments));
      }
      case "urlquery" -> {
        return URLEncoder.encode(shown(arguments), StandardCharsets.UTF_8)
            .replace("*", "%2A")
            .replace("%7E", "~");
      }
      case "quote" -> {
        return joined(arguments, value -> GoText.quote(GoFormat.value(value)));
      }
      case "squote" -> {
        return joined(arguments, value -> "'" + GoFormat.value(value) + "'");
      }
      case "cat" -> {
        return joined(arguments, GoFormat::value);
      }
      case "join" -> {
        return String.join(text(arguments, 0), strings(arguments.get(1)));
      }
      case "toString" -> {
        return GoFormat.value(arguments.get(0));
      }
      case "toStrings" -> {
        return strings(arguments.get(0));
      }
      case "fail" -> throw new FunctionException(text(arguments, 0));
      default -> {}
    }
    int last = arguments.size() - 1;
    if (last < 0 || last > 2 || !(arguments.get(last) instanceof String text)) {
      return name.equals("plural") ? text(arguments, number(arguments, 2) == 1 ? 0 : 1) : null;
    }
    return last == 0
        ? one(name, text)
        : arguments.get(0) instanceof Long number
            ? counted(name, number, arguments, text)
            : arguments.get(0) instanceof String first ? two(name, first, arguments, text) : null;
  }

  private static String text(List<@Nullable Object> arguments, int index) {
    return String.valueOf(arguments.get(index));
  }

  private static long number(List<@Nullable Object> arguments, int index) {
    return (Long) Objects.requireNonNull(arguments.get(index));
  }

  private interface Shown {
    String of(@Nullable Object value);
  }

  private static String joined(List<@Nullable Object> values, Shown shown) {
    return values.stream().filter(Objects::nonNull).map(shown::of).collect(Collectors.joining(" "));
  }

  private static String shown(List<@Nullable Object> arguments) {
    List<@Nullable Object> values = new ArrayList<>(arguments);
    values.replaceAll(value -> value == null ? "<no value>" : value);
    return GoFormat.print(values);
  }

  /** Returns a list as texts, and any other value as one. */
  static List<String> strings(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(Objects::nonNull).map(GoFormat::value).toList()
        : value == null ? List.of() : List.of(GoFormat.value(value));
  }

  private static @Nullable Object one(String name, String text) {
    return switch (name) {
      case "trim" -> trim(text, TextFunctions::isSpace, true, true);
      case "upper" -> mapped(text, Character::toUpperCase);
      case "lower" -> mapped(text, Character::toLowerCase);
      case "title" -> firstLetters(text, false, Character::toTitleCase);
      case "untitle" -> firstLetters(text, true, Character::toLowerCase);
      case "swapcase" -> swapped(text);
      case "initials" -> initials(text);
      case "nospace" ->
          text.codePoints()
              .filter(c -> !isSpace(c))
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      default -> EncodingFunctions.apply(name, text);
    };
  }

  private static @Nullable Object counted(
      String name, long number, List<@Nullable Object> arguments, String text)
      throws FunctionException {
    int size = bytes(text).length;
    return switch (name) {
      case "trunc" ->
          number < 0
              ? slice(text, size + number > 0 ? (int) (size + number) : 0, size)
              : slice(text, 0, (int) Math.min(number, size));
      case "repeat" -> {
        if (number < 0) {
          throw new FunctionException("strings: negative Repeat count");
        }
        limited(
            Math.multiplyHigh(number, text.length()) != 0
                ? Long.MAX_VALUE
                : number * text.length());
        yield text.isEmpty() ? "" : text.repeat((int) number);
      }
      case "indent" -> indent(number, text);
      case "nindent" -> "\n" + indent(number, text);
      case "abbrev" -> number < 4 ? text : abbreviated(text, 0, number);
      case "abbrevboth" -> {
        long right = number(arguments, 1);
        yield right < 4 || (number > 0 && right < 7) ? text : abbreviated(text, number, right);
      }
      case "substr" -> {
        long end = number(arguments, 1);
        long from = number < 0 ? 0 : number;
        long to = number >= 0 && (end < 0 || end > size) ? size : end;
        if (from > to || to > size || to < 0) {
          throw new FunctionException("slice bounds out of range [" + from + ":" + to + "]");
        }
        yield slice(text, (int) from, (int) to);
      }
      default -> null;
    };
  }

  private static @Nullable Object two(
      String name, String first, List<@Nullable Object> arguments, String text)
      throws FunctionException {
    return switch (name) {
      case "contains" -> text.contains(first);
      case "hasPrefix" -> text.startsWith(first);
      case "hasSuffix" -> text.endsWith(first);
      case "trimPrefix" -> text.startsWith(first) ? text.substring(first.length()) : text;
      case "trimSuffix" ->
          text.endsWith(first) ? text.substring(0, text.length() - first.length()) : text;
      case "trimAll", "trimall" -> trim(text, c -> first.indexOf(c) >= 0, true, true);
      case "splitList" -> split(first, -1, text);
      case "split" -> numbered(split(first, -1, text));
      case "splitn" -> numbered(split(first, number(arguments, 1), text));
      case "replace" -> replaced(text, first, text(arguments, 1));
      default -> null;
    };
  }

  private static String replaced(String text, String old, String by) throws FunctionException {
    long times = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
    limited(text.length() + times * by.length());
    return text.replace(old, by);
  }

  private static List<Object> split(String separator, long most, String text) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    while (most < 0 || parts.size() < most - 1) {
      int at = separator.isEmpty() ? from : text.indexOf(separator, from);
      int to = separator.isEmpty() ? Math.min(text.length(), from + 1) : at;
      if (separator.isEmpty() && from < text.length()) {
        to = text.offsetByCodePoints(from, 1);
      }
      if (at < 0 || (separator.isEmpty() && to >= text.length())) {
        break;
      }
      parts.add(text.substring(from, to));
      from = to + separator.length();
    }
    if (most != 0 && !(separator.isEmpty() && text.isEmpty())) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static Map<String, Object> numbered(List<Object> parts) {
    Map<String, Object> map = new TreeMap<>(GoText.ORDER);
    parts.forEach(part -> map.put("_" + map.size(), part));
    return map;
  }

  private static String indent(long spaces, String text) throws FunctionException {
    if (spaces < 0) {
      throw new FunctionException("strings: negative Repeat count");
    }
    String pad = " ".repeat(limited(spaces));
    return pad + replaced(text, "\n", "\n" + pad);
  }

  private static String abbreviated(String text, long from, long width) {
    int size = bytes(text).length;
    if (size <= width) {
      return text;
    }
    long offset = Math.min(from, size);
    offset = size - offset < width - 3 ? size - (width - 3) : offset;
    if (offset <= 4) {
      return slice(text, 0, (int) width - 3) + "...";
    }
    return offset + width - 3 < size
        ? "..." + abbreviated(slice(text, (int) offset, size), 0, width - 3)
        : "..." + slice(text, (int) (size - (width - 3)), size);
  }

  static boolean isSpace(int c) {
    return (c >= 9 && c <= 13) || c == 0x85 || Character.isSpaceChar(c);
  }

  private interface Trimmed {
    boolean test(int c);
  }

  private static String trim(String text, Trimmed trimmed, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && trimmed.test(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && to > from && trimmed.test(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static String mapped(String text, IntUnaryOperator change) {
    return text.codePoints()
        .map(change)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Changes the letters that begin a word; with {@code spaces}, only spaces part words. */
  private static String firstLetters(String text, boolean spaces, IntUnaryOperator change) {
    StringBuilder out = new StringBuilder();
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      boolean parted =
          (before < 0x80 && !spaces)
              ? !Character.isLetterOrDigit(before) && before != '_'
              : isSpace(before);
      out.appendCodePoint(parted ? change.applyAsInt(c) : c);
      before = c;
    }
    return out.toString();
  }

  private static String initials(String text) {
    StringBuilder out = new StringBuilder();
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      if (isSpace(before) && !isSpace(c)) {
        out.appendCodePoint(c);
      }
      before = c;
    }
    return out.toString();
  }

  private static String swapped(String text) {
    StringBuilder out = new StringBuilder();
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      int first = isSpace(before) ? Character.toTitleCase(c) : Character.toUpperCase(c);
      out.appendCodePoint(
          Character.isUpperCase(c) || Character.isTitleCase(c) ? Character.toLowerCase(c) : first);
      before = c;
    }
    return out.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;")
        .replace("\0", "\ufffd");
  }

  private static String js(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\\' || c == '\'' || c == '"') {
                out.append('\\').append((char) c);
              } else if (c < ' '
                  || "<>&=".indexOf(c) >= 0
                  || !(c < 0x80 || GoText.isPrintable(c))) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
