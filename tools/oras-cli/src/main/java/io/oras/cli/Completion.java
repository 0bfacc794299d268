package io.oras.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Answers a shell that completes a command line, in the protocol of the {@code oras} command: a
 * candidate and its description on each line, then a directive.
 */
final class Completion {
  private static final String FILES = ":0";
  private static final String NO_FILES = ":4";

  /** Values of flags that take one of a few. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "--format", List.of("go-template", "json", "text"),
          "--image-spec", List.of("v1.0", "v1.1"),
          "--distribution-spec", List.of("v1.1-referrers-api", "v1.1-referrers-tag"));

  private final Map<String, String> candidates = new TreeMap<>();
  private String directive = NO_FILES;

  private Completion() {}

  /**
   * Returns the answer.
   *
   * @param words the arguments so far; the last is the one to complete
   */
  static String of(List<String> words, boolean described) {
    Completion completion = new Completion();
    int last = words.size() - 1;
    completion.complete(words.subList(0, Math.max(0, last)), last < 0 ? "" : words.get(last));
    StringBuilder text = new StringBuilder();
    completion.candidates.forEach(
        (word, description) -> {
          boolean shown = described && !description.isEmpty();
          text.append(word).append(shown ? "\t" + description : "").append('\n');
        });
    return text.append(completion.directive).append('\n').toString();
  }

  private void complete(List<String> before, String current) {
    boolean help = !before.isEmpty() && before.get(0).equals("help");
    List<String> path = help ? before.subList(1, before.size()) : before;
    CommandTable.Match match = CommandTable.find(path);
    if (match == null) {
      members(CommandTable.group(path), current);
    } else if (!help) {
      arguments(match, before, current);
    }
  }

  private void members(String group, String current) {
    CommandTable.members(group)
        .forEach(
            (word, summary) -> {
              if (word.startsWith(current)) {
                candidates.put(word, summary);
              }
            });
  }

  private void arguments(CommandTable.Match match, List<String> before, String current) {
    List<OptionSpec> flags = match.command().spec().options();
    String previous = before.get(before.size() - 1);
    int equals = current.indexOf('=');
    OptionSpec flag = find(flags, previous);
    if (current.startsWith("--") && equals > 0) {
      values(find(flags, current.substring(0, equals)), current, equals + 1);
    } else if (flag != null && flag.type() != Boolean.class && !flag.usageHelp()) {
      values(flag, current, 0);
    } else if (current.startsWith("-")) {
      flags.stream()
          .filter(option -> !option.hidden())
          .filter(option -> option.longestName().startsWith(current))
          .forEach(option -> candidates.put(option.longestName(), firstLine(option)));
    } else {
      directive = match.command().arity().most() == 0 ? NO_FILES : FILES;
    }
  }

  private static String firstLine(OptionSpec option) {
    return String.join(" ", option.description()).lines().findFirst().orElse("").replace("`", "");
  }

  private static @Nullable OptionSpec find(List<OptionSpec> flags, String name) {
    return flags.stream()
        .filter(option -> List.of(option.names()).contains(name))
        .findFirst()
        .orElse(null);
  }

  private void values(@Nullable OptionSpec flag, String current, int start) {
    String name = flag == null ? "" : flag.longestName().replaceFirst("^--(from|to)-", "--");
    List<String> values =
        flag != null && flag.type() == Boolean.class
            ? List.of("false", "true")
            : VALUES.getOrDefault(name, List.of());
    directive = values.isEmpty() ? FILES : NO_FILES;
    values.stream()
        .map(value -> current.substring(0, start) + value)
        .filter(
            value -> value.toLowerCase(Locale.ROOT).startsWith(current.toLowerCase(Locale.ROOT)))
        .forEach(value -> candidates.put(value, ""));
  }
}
