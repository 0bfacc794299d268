package io.oras.cli;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that choose between text and data. */
final class FormatFlags {
  private static final String TEMPLATE = "go-template";

  private final Supplier<String> format;
  private final Supplier<@Nullable String> template;

  FormatFlags(CommandSpec spec) {
    Flags flags = new Flags(spec);
    format =
        flags.text(
            "format output: text, json, or go-template=TEMPLATE (default text)",
            "text",
            List.of("--format"));
    template = flags.text("template string used to format output", "--template");
  }

  /** {@code text}, {@code json} or {@code go-template}. */
  String type() {
    return format.get().startsWith(TEMPLATE + "=") ? TEMPLATE : format.get();
  }

  /** Whether data is wanted rather than text; checks the flags. */
  boolean data() {
    String type = type();
    if (!type.equals(TEMPLATE) && template.get() != null) {
      throw new UsageException("--template must be used with --format go-template");
    }
    return switch (type) {
      case "text" -> false;
      case "json" -> true;
      case TEMPLATE -> {
        template();
        yield true;
      }
      default ->
          throw new UsageException(
              "invalid format type: \"" + type + '"', "supported types: json, go-template, text");
    };
  }

  /** Prints the data in that format. */
  void print(World world, Object model) {
    if (type().equals(TEMPLATE)) {
      world.out().print(template().apply(model));
    } else {
      world.out().println(Json.pretty(model));
    }
  }

  private GoTemplate template() {
    String text = template.get();
    if (text == null && format.get().length() > TEMPLATE.length()) {
      text = format.get().substring(TEMPLATE.length() + 1);
    }
    if (text == null || text.isEmpty()) {
      throw new UsageException(
          "\"go-template\" format specified but no template given",
          "use `--format go-template=TEMPLATE` to specify the template");
    }
    return GoTemplate.parse(text);
  }
}
