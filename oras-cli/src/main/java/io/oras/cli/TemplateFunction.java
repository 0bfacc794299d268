package io.oras.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@link GoTemplate} can call. */
enum TemplateFunction {
  PRINT("print"),
  PRINTLN("println"),
  LEN("len"),
  JSON("json"),
  TO_JSON("toJson"),
  TO_PRETTY_JSON("toPrettyJson");

  private final String word;

  TemplateFunction(String word) {
    this.word = word;
  }

  static @Nullable TemplateFunction find(String word) {
    for (TemplateFunction function : values()) {
      if (function.word.equals(word)) {
        return function;
      }
    }
    return null;
  }

  static String names() {
    return List.of(values()).stream().map(f -> f.word).collect(Collectors.joining(", "));
  }

  Object apply(List<@Nullable Object> arguments) {
    Object last = arguments.isEmpty() ? null : arguments.get(arguments.size() - 1);
    return switch (this) {
      case PRINT -> arguments.stream().map(GoTemplate::printed).collect(Collectors.joining());
      case PRINTLN ->
          arguments.stream().map(GoTemplate::printed).collect(Collectors.joining(" ", "", "\n"));
      case LEN ->
          (long) (last instanceof String text ? text.length() : GoTemplate.elements(last).size());
      case JSON, TO_JSON -> Json.compact(last);
      case TO_PRETTY_JSON -> Json.pretty(last);
    };
  }
}
