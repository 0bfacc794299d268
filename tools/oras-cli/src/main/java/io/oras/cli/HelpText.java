package io.oras.cli;

import io.oras.cli.command.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} prints of a command. */
final class HelpText {
  private HelpText() {}

  /**
   * All that there is to say.
   *
   * @param summary what the command does
   * @param aliases how else it is called; may be empty
   */
  static String of(Command command, String summary, List<String> aliases) throws IOException {
    StringBuilder text = new StringBuilder(summary + "\n\nExamples:\n");
    examples(command.name()).forEach(line -> text.append("  " + line + "\n"));
    text.append("\nUsage:\n  " + command.usage() + "\n");
    if (!aliases.isEmpty()) {
      text.append("\nAliases:\n  " + String.join(", ", aliases) + "\n");
    }
    return text.append("\nFlags:\n" + flags(command.spec())).toString();
  }

  private static List<String> examples(String command) throws IOException {
    InputStream resource =
        Objects.requireNonNull(HelpText.class.getResourceAsStream("examples.txt"), "examples.txt");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .dropWhile(line -> !line.equals("[" + command + "]"))
          .skip(1)
          .takeWhile(line -> !line.isEmpty())
          .toList();
    }
  }

  private static String flags(CommandSpec spec) {
    List<OptionSpec> shown =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    int width = shown.stream().mapToInt(option -> names(option).length()).max().orElse(0);
    String indent = " ".repeat(width + 5);
    return shown.stream()
        .map(
            option -> {
              String names = names(option);
              return "  "
                  + names
                  + " ".repeat(width - names.length() + 3)
                  + description(option).replace("`", "").replace("\n", "\n" + indent);
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String description(OptionSpec option) {
    return String.join(" ", option.description());
  }

  private static String names(OptionSpec option) {
    String first = option.shortestName();
    String start = first.startsWith("--") ? "    " : first + ", ";
    return start + option.longestName() + (option.usageHelp() ? "" : value(option));
  }

  /** Returns what stands for the value: a part of the description in backquotes, or the type. */
  private static String value(OptionSpec option) {
    String[] parts = description(option).split("`", -1);
    if (parts.length > 1) {
      return " " + parts[1];
    }
    Class<?> type = option.type();
    if (type == Boolean.class) {
      return "";
    }
    if (Number.class.isAssignableFrom(type)) {
      return " int";
    }
    return type == List.class ? " " + option.paramLabel() : " string";
  }
}
