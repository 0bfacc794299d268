package io.oras.cli.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A template in the language of Go's {@code text/template} with functions of sprig, as {@code oras
 * --format go-template} takes it. Immutable.
 */
public final class GoTemplate {
  /** The name of every template in messages, as in {@code oras}. */
  static final String NAME = "format output";

  /** The most characters that a template prints. */
  static final int LONGEST = 16 << 20;

  private final String text;
  private final Map<String, List<TemplateNode>> templates;

  private GoTemplate(String text) {
    this.text = text;
    templates = TemplateParser.parse(text);
  }

  static TemplateException tooLong() {
    return new TemplateException(
        "template: " + NAME + ": the result is longer than " + LONGEST + " characters");
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it is invalid, with the line and the cause
   */
  public static GoTemplate parse(String text) {
    return new GoTemplate(text);
  }

  /**
   * Applies the template to data.
   *
   * @param data maps, lists, texts, numbers and booleans
   * @param out gets the result; after an exception, what came before the fault
   * @param printed applied to what the template prints of the data, but not to its own text
   * @param process what the template sees of this process
   * @throws TemplateException if an action fails, with its line, column and the cause
   */
  public void apply(
      Object data, StringBuilder out, UnaryOperator<String> printed, TemplateProcess process) {
    Object root = goValue(data);
    try {
      new TemplateRun(this, out, printed, process, root)
          .execute(root, templates.getOrDefault(NAME, List.of()));
    } catch (StackOverflowError e) {
      throw new TemplateException("template: " + NAME + ": a value contains itself");
    } catch (OutOfMemoryError e) {
      // A value can grow in more ways than can be counted, and nothing else runs by now.
      throw new TemplateException("template: " + NAME + ": its values do not fit into memory");
    }
  }

  /** Returns the nodes of a template by its name, or null where none is defined. */
  @Nullable List<TemplateNode> nodes(String name) {
    return templates.get(name);
  }

  /** Returns the line and the column, in bytes, of a place in the text. */
  String location(int position) {
    String before = text.substring(0, position);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    int column = GoText.bytes(before.substring(before.lastIndexOf('\n') + 1)).length;
    return NAME + ":" + line + ":" + column;
  }

  /** Returns a copy as Go reads it from JSON: sorted maps, and floating-point numbers only. */
  static @Nullable Object goValue(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new TreeMap<>(GoText.ORDER);
      map.forEach((name, member) -> copy.put(String.valueOf(name), goValue(member)));
      return copy;
    }
    if (value instanceof Collection<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(goValue(element)));
      return copy;
    }
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  /** Returns whether a value counts as true in a condition. */
  static boolean isTrue(@Nullable Object value) {
    return value instanceof Collection<?> list
        ? !list.isEmpty()
        : value instanceof Map<?, ?> map
            ? !map.isEmpty()
            : value instanceof Number number
                ? number.doubleValue() != 0
                : value instanceof Boolean flag ? flag : value != null && !value.equals("");
  }
}
