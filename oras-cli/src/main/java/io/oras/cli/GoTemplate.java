package io.oras.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of Go's text templates that reading data needs: fields ({@code .a.b}, {@code .}, {@code
 * $.a}), texts, {@code range}, {@code if}, {@code else}, {@code end}, and the functions {@code
 * print}, {@code println}, {@code len}, {@code json}, {@code toJson}, {@code toPrettyJson}, also
 * behind {@code |}.
 */
final class GoTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{(- )?(.*?)( -)?}}", Pattern.DOTALL);
  private static final Pattern WORD =
      Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|\\||[^\\s|\"`]+)");
  private static final Pattern FIELDS =
      Pattern.compile("\\$?\\.|\\$|\\$?(?:\\.[A-Za-z_][A-Za-z0-9_]*)+");

  /** Writes its part of the output. */
  private interface Node {
    void write(StringBuilder out, @Nullable Object root, @Nullable Object dot);
  }

  /** An open {@code range} or {@code if}. */
  private static final class Block {
    final String keyword;
    final List<String> pipeline;
    final List<Node> first = new ArrayList<>();
    final List<Node> second = new ArrayList<>();
    boolean inElse;

    Block(String keyword, List<String> pipeline) {
      this.keyword = keyword;
      this.pipeline = pipeline;
    }

    List<Node> current() {
      return inElse ? second : first;
    }
  }

  private final List<Node> nodes;

  private GoTemplate(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws UsageException naming what is not understood
   */
  static GoTemplate parse(String text) {
    Deque<Block> open = new ArrayDeque<>();
    open.push(new Block("", List.of()));
    Matcher action = ACTION.matcher(text);
    int end = 0;
    boolean trim = false;
    while (action.find()) {
      String before = text.substring(end, action.start());
      before = trim ? before.stripLeading() : before;
      add(open, action.group(1) == null ? before : before.stripTrailing());
      trim = action.group(3) != null;
      end = action.end();
      perform(open, words(action.group(2)));
    }
    String rest = text.substring(end);
    add(open, trim ? rest.stripLeading() : rest);
    if (open.size() > 1 || rest.contains("{{")) {
      throw new UsageException("the template ends within an action or before {{end}}");
    }
    return new GoTemplate(open.element().first);
  }

  private static void add(Deque<Block> open, String text) {
    if (!text.isEmpty()) {
      open.element().current().add((out, root, dot) -> out.append(text));
    }
  }

  private static void perform(Deque<Block> open, List<String> words) {
    String first = words.isEmpty() ? "" : words.get(0);
    switch (first) {
      case "range", "if" -> {
        List<String> pipeline = words.subList(1, words.size());
        check(pipeline);
        open.push(new Block(first, pipeline));
      }
      case "else" -> {
        if (open.size() == 1 || words.size() > 1) {
          throw unknown(String.join(" ", words));
        }
        open.element().inElse = true;
      }
      case "end" -> {
        if (open.size() == 1) {
          throw unknown("end");
        }
        Block block = open.pop();
        open.element().current().add((out, root, dot) -> write(block, out, root, dot));
      }
      default -> {
        check(words);
        open.element()
            .current()
            .add((out, root, dot) -> out.append(printed(evaluate(words, root, dot))));
      }
    }
  }

  private static List<String> words(String action) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(action);
    int end = 0;
    while (word.find() && word.start() == end) {
      words.add(word.group(1));
      end = word.end();
    }
    if (!action.substring(end).isBlank()) {
      throw unknown(action.strip());
    }
    return words;
  }

  /** Fails when the template is read rather than when, or if, this part is reached. */
  private static void check(List<String> pipeline) {
    if (pipeline.isEmpty()) {
      throw unknown("");
    }
    boolean first = true;
    for (String word : pipeline) {
      if (isText(word)) {
        unquoted(word);
      }
      boolean value = isText(word) || FIELDS.matcher(word).matches();
      boolean function = first && TemplateFunction.find(word) != null;
      if (!value && !function && !word.equals("|")) {
        throw unknown(word);
      }
      first = word.equals("|");
    }
  }

  private static UsageException unknown(String what) {
    return new UsageException(
        "the template has '" + what + "', which is not supported",
        "Supported are fields such as {{.digest}}, range, if, else, end, and the functions "
            + TemplateFunction.names());
  }

  private static boolean isText(String word) {
    return word.startsWith("\"") || word.startsWith("`");
  }

  private static void write(
      Block block, StringBuilder out, @Nullable Object root, @Nullable Object dot) {
    Object value = evaluate(block.pipeline, root, dot);
    if (!isTrue(value)) {
      block.second.forEach(node -> node.write(out, root, dot));
    } else if (block.keyword.equals("if")) {
      block.first.forEach(node -> node.write(out, root, dot));
    } else {
      for (Object element : elements(value)) {
        block.first.forEach(node -> node.write(out, root, element));
      }
    }
  }

  /** What a range is over; of a map, the values in the order of their names. */
  static Collection<?> elements(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map).values();
    }
    if (value instanceof Collection<?> list) {
      return list;
    }
    throw new UsageException("the template's range is over " + printed(value) + ", no list");
  }

  private static boolean isTrue(@Nullable Object value) {
    return value instanceof Collection<?> list
        ? !list.isEmpty()
        : value instanceof Map<?, ?> map
            ? !map.isEmpty()
            : !(value == null || value.equals(false) || value.equals("") || value.equals(0L));
  }

  private static @Nullable Object evaluate(
      List<String> pipeline, @Nullable Object root, @Nullable Object dot) {
    List<@Nullable Object> arguments = new ArrayList<>();
    TemplateFunction function = null;
    boolean first = true;
    Object result = null;
    for (String word : pipeline) {
      if (word.equals("|")) {
        result = call(function, arguments);
        arguments = new ArrayList<>();
        arguments.add(result);
        function = null;
        first = true;
        continue;
      }
      TemplateFunction named = first ? TemplateFunction.find(word) : null;
      if (named != null) {
        function = named;
      } else {
        arguments.add(isText(word) ? unquoted(word) : field(word, root, dot));
      }
      first = false;
    }
    return call(function, arguments);
  }

  private static @Nullable Object call(
      @Nullable TemplateFunction function, List<@Nullable Object> arguments) {
    if (function != null) {
      return function.apply(arguments);
    }
    return arguments.isEmpty() ? null : arguments.get(0);
  }

  private static String unquoted(String word) {
    String inner = word.substring(1, word.length() - 1);
    try {
      return word.startsWith("`") ? inner : inner.translateEscapes();
    } catch (IllegalArgumentException e) {
      throw unknown(word);
    }
  }

  private static @Nullable Object field(String word, @Nullable Object root, @Nullable Object dot) {
    Object value = word.startsWith("$") ? root : dot;
    for (String name : word.substring(word.indexOf('.') + 1).split("\\.", -1)) {
      if (!name.isEmpty() && !name.equals("$")) {
        value = value instanceof Map<?, ?> map ? map.get(name) : null;
      }
    }
    return value;
  }

  /** As Go's {@code fmt} prints it. */
  static String printed(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new TreeMap<>(map)
          .entrySet().stream()
              .map(entry -> entry.getKey() + ":" + printed(entry.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(GoTemplate::printed).collect(Collectors.joining(" ", "[", "]"));
    }
    return value == null ? "<no value>" : value.toString();
  }

  /** What the template says of this data. */
  String apply(Object model) {
    StringBuilder out = new StringBuilder();
    nodes.forEach(node -> node.write(out, model, model));
    return out.toString();
  }
}
