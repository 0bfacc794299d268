package io.oras.cli;

import io.oras.cli.command.AttachCommand;
import io.oras.cli.command.BackupCommand;
import io.oras.cli.command.BlobDeleteCommand;
import io.oras.cli.command.BlobFetchCommand;
import io.oras.cli.command.BlobPushCommand;
import io.oras.cli.command.Command;
import io.oras.cli.command.CompletionCommand;
import io.oras.cli.command.CopyCommand;
import io.oras.cli.command.DiscoverCommand;
import io.oras.cli.command.IndexCreateCommand;
import io.oras.cli.command.IndexUpdateCommand;
import io.oras.cli.command.LoginCommand;
import io.oras.cli.command.LogoutCommand;
import io.oras.cli.command.ManifestDeleteCommand;
import io.oras.cli.command.ManifestFetchCommand;
import io.oras.cli.command.ManifestFetchConfigCommand;
import io.oras.cli.command.ManifestPushCommand;
import io.oras.cli.command.PullCommand;
import io.oras.cli.command.PushCommand;
import io.oras.cli.command.RepoListCommand;
import io.oras.cli.command.RepoTagsCommand;
import io.oras.cli.command.ResolveCommand;
import io.oras.cli.command.RestoreCommand;
import io.oras.cli.command.SignCommand;
import io.oras.cli.command.TagCommand;
import io.oras.cli.command.VerifyCommand;
import io.oras.cli.command.VersionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands by the words that call them; one is only made when it is called. */
final class CommandTable {
  private static final TreeMap<String, Entry> BY_NAME = new TreeMap<>();

  static {
    add("push", "Push files to a registry or an OCI image layout", PushCommand::new);
    add("pull", "Pull files from a registry or an OCI image layout", PullCommand::new);
    add("cp", "Copy artifacts from one target to another", CopyCommand::new);
    add("resolve", "[Preview] Resolves digest of the target artifact", ResolveCommand::new);
    add("tag", "Tag a manifest in a registry or an OCI image layout", TagCommand::new);
    add("login", "Log in to a remote registry", LoginCommand::new);
    add("logout", "Log out from a remote registry", LogoutCommand::new);
    add("repo ls", "List the repositories under the registry", RepoListCommand::new);
    add("repo tags", "Show tags of the target repository", RepoTagsCommand::new);
    add("manifest fetch", "Fetch manifest of the target artifact", ManifestFetchCommand::new);
    add(
        "manifest fetch-config",
        "Fetch the config of a manifest from a registry or an OCI image layout",
        ManifestFetchConfigCommand::new);
    add(
        "manifest push",
        "Push a manifest to a registry or an OCI image layout",
        ManifestPushCommand::new);
    add("manifest delete", "Delete a manifest from remote registry", ManifestDeleteCommand::new);
    add("blob fetch", "Fetch a blob from a registry or an OCI image layout", BlobFetchCommand::new);
    add("blob push", "Push a blob to a registry or an OCI image layout", BlobPushCommand::new);
    add("blob delete", "Delete a blob from a remote registry", BlobDeleteCommand::new);
    add("attach", "Attach files to an existing artifact", AttachCommand::new);
    add(
        "discover",
        "[Preview] Discover referrers of a manifest in a registry or an OCI image layout",
        DiscoverCommand::new);
    add(
        "manifest index create",
        "[Experimental] Create and push an index from provided manifests",
        IndexCreateCommand::new);
    add(
        "manifest index update",
        "[Experimental] Update and push an image index",
        IndexUpdateCommand::new);
    add(
        "backup",
        "[Experimental] Back up artifacts from a registry into an OCI image layout",
        BackupCommand::new);
    add(
        "restore",
        "[Experimental] Restore artifacts to a registry from an OCI image layout",
        RestoreCommand::new);
    for (String shell : List.of("bash", "fish", "powershell", "zsh")) {
      add(
          "completion " + shell,
          "Generate the autocompletion script for " + shell,
          () -> new CompletionCommand(shell));
    }
    add("sign", "Sign an artifact with a key", SignCommand::new);
    add("verify", "Verify that an artifact is signed by a key", VerifyCommand::new);
    add("version", "Show the oras version information", VersionCommand::new);
  }

  /** Other words for the same, from the left: the words before are no aliases any more. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("copy", "cp"),
          Map.entry("digest", "resolve"),
          Map.entry("repository", "repo"),
          Map.entry("repo list", "repo ls"),
          Map.entry("repo show-tags", "repo tags"),
          Map.entry("manifest get", "manifest fetch"),
          Map.entry("manifest show", "manifest fetch"),
          Map.entry("manifest get-config", "manifest fetch-config"),
          Map.entry("manifest remove", "manifest delete"),
          Map.entry("manifest rm", "manifest delete"),
          Map.entry("manifest index pack", "manifest index create"),
          Map.entry("blob get", "blob fetch"),
          Map.entry("blob remove", "blob delete"),
          Map.entry("blob rm", "blob delete"));

  /** Words before those of commands, and what the commands have in common. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "blob", "Blob operations",
          "completion", "Generate the autocompletion script for the specified shell",
          "manifest", "Manifest operations",
          "manifest index", "[Experimental] Index operations",
          "repo", "Repository operations");

  private CommandTable() {}

  private record Entry(String summary, Supplier<Command> maker) {}

  private static void add(String words, String summary, Supplier<Command> maker) {
    BY_NAME.put(words, new Entry(summary, maker));
  }

  /**
   * A command, and what followed its words.
   *
   * @param command new
   * @param summary what it does
   * @param arguments without the words
   */
  record Match(Command command, String summary, List<String> arguments) {
    /** The last word of its name, and other words for that, if there are any. */
    List<String> aliases() {
      String name = command.name();
      List<String> others =
          ALIASES.entrySet().stream()
              .filter(alias -> alias.getValue().equals(name))
              .map(alias -> lastWord(alias.getKey()))
              .sorted()
              .toList();
      return others.isEmpty()
          ? others
          : Stream.concat(Stream.of(lastWord(name)), others.stream()).toList();
    }
  }

  private static String lastWord(String words) {
    return words.substring(words.lastIndexOf(' ') + 1);
  }

  /**
   * Returns the command that these arguments call; null if they call none. Flags may stand before
   * the words of the command.
   */
  static @Nullable Match find(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    String words = "";
    for (int next = word(rest); next >= 0; next = word(rest)) {
      String word = rest.remove(next);
      String longer = words.isEmpty() ? word : words + " " + word;
      words = ALIASES.getOrDefault(longer, longer);
      Entry entry = BY_NAME.get(words);
      if (entry != null) {
        return new Match(entry.maker().get(), entry.summary(), rest);
      }
      if (!isGroup(words)) {
        return null;
      }
    }
    return null;
  }

  /**
   * Returns the position of the next word that is no flag, or -1. As in {@code oras}, which does
   * not know the flags of a command before it knows the command, a flag without {@code =} has a
   * value.
   */
  static int word(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        return -1;
      }
      boolean flag = argument.startsWith("-");
      if (flag
          && !argument.contains("=")
          && (argument.startsWith("--") || argument.length() == 2)) {
        if (i + 2 >= arguments.size()) {
          return -1;
        }
        i++;
      } else if (!flag && !argument.isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the words of a group without aliases. */
  static String group(List<String> words) {
    String joined = String.join(" ", words);
    return ALIASES.getOrDefault(joined, joined);
  }

  /** Returns the names of all commands, such as {@code repo ls}. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Whether more words make it a command. */
  static boolean isGroup(String words) {
    return GROUPS.containsKey(words);
  }

  /** Returns the commands of a group, or those of all when it is empty, with their summaries. */
  static Map<String, String> members(String group) {
    TreeMap<String, String> members = new TreeMap<>();
    BiConsumer<String, String> add =
        (name, summary) -> {
          int space = name.lastIndexOf(' ');
          if ((space < 0 ? "" : name.substring(0, space)).equals(group)) {
            members.put(lastWord(name), summary);
          }
        };
    GROUPS.forEach(add);
    BY_NAME.forEach((name, entry) -> add.accept(name, entry.summary()));
    if (group.isEmpty()) {
      members.put("help", "Help about any command");
    }
    return members;
  }

  /** Returns the text about a group, or about all when it is empty. */
  static String overview(String group) {
    String words = group.isEmpty() ? "oras" : "oras " + group;
    StringBuilder text = new StringBuilder();
    if (!group.isEmpty()) {
      text.append(GROUPS.get(group)).append("\n\n");
    }
    text.append("Usage:\n  ").append(words).append(" [command]\n\n");
    if (group.equals("repo")) {
      text.append("Aliases:\n  repo, repository\n\n");
    }
    Map<String, String> members = members(group);
    int width = Math.max(11, members.keySet().stream().mapToInt(String::length).max().orElse(0));
    text.append("Available Commands:\n");
    members.forEach(
        (name, does) ->
            text.append("  ")
                .append(name)
                .append(" ".repeat(width - name.length() + 1))
                .append(does)
                .append('\n'));
    String topic = group.isEmpty() ? "oras" : lastWord(group);
    return text.append("\nFlags:\n  -h, --help   help for " + topic + "\n\n")
        .append("Use \"" + words + " [command] --help\" for more information about a command.\n")
        .toString();
  }

  /** Returns the commands at the top whose names are close to a word. */
  static List<String> similar(String word) {
    String typed = word.toLowerCase(Locale.ROOT);
    return members("").keySet().stream()
        .filter(name -> name.startsWith(typed) || distance(name, typed) <= 2)
        .filter(name -> !name.equals("help"))
        .toList();
  }

  /** Counts the characters to insert, remove or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
