package io.oras.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands by the words that call them; one is only made when it is called. */
final class Commands {
  private static final Map<String, Supplier<Subcommand>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "push", PushCommand::new,
              "pull", PullCommand::new,
              "cp", CopyCommand::new,
              "resolve", ResolveCommand::new,
              "version", VersionCommand::new));

  private static final Map<String, String> ALIASES = Map.of("copy", "cp", "digest", "resolve");

  private Commands() {}

  /**
   * A command, and what followed its words.
   *
   * @param command new
   * @param arguments without the words
   */
  record Match(Subcommand command, List<String> arguments) {}

  /** The command that these arguments call: two words before one. */
  static @Nullable Match find(List<String> arguments) {
    for (int words = Math.min(3, arguments.size()); words > 0; words--) {
      String name = String.join(" ", arguments.subList(0, words));
      Supplier<Subcommand> command = BY_NAME.get(ALIASES.getOrDefault(name, name));
      if (command != null) {
        return new Match(command.get(), arguments.subList(words, arguments.size()));
      }
    }
    return null;
  }

  static boolean asksForHelp(List<String> arguments) {
    return List.of("-h", "--help", "help").contains(arguments.get(0));
  }

  static String overview() {
    StringBuilder text = new StringBuilder("Usage:\n  oras [command]\n\nAvailable Commands:\n");
    BY_NAME.forEach(
        (name, command) -> text.append("  %-22s %s%n".formatted(name, command.get().synopsis())));
    return text.append("\nUse \"oras [command] --help\" for more about a command.\n").toString();
  }
}
