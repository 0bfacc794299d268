package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

class HelpTest extends CommandLineTest {
  @Test
  void withoutArgumentsCommandsAndGroupsAreListed() {
    String all = oras().text();
    assertTrue(all.startsWith("Usage:\n  oras [command]\n"), all);
    assertTrue(all.contains("\n  manifest    Manifest operations\n"), all);
    assertTrue(all.contains("\n  push        Push files to "), all);
    assertEquals(all, oras("--help").text());
    assertEquals(all, oras("help").text());
  }

  @Test
  void groupsListTheirCommands() {
    String manifest = oras("manifest").text();
    assertTrue(manifest.startsWith("Manifest operations\n\nUsage:\n  oras manifest [command]\n"));
    assertTrue(manifest.contains("\n  fetch-config Fetch the config"), manifest);
    assertTrue(manifest.contains("\n  index        [Experimental] Index operations\n"), manifest);
    assertEquals(manifest, oras("manifest", "-h").text());
    assertTrue(
        oras("manifest", "index")
            .text()
            .contains("\n  update      [Experimental] Update and push"));
    assertEquals(oras("repo").text(), oras("repository").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push",
        "pull",
        "attach",
        "discover",
        "cp",
        "tag",
        "resolve",
        "login",
        "logout",
        "repo ls",
        "repo tags",
        "manifest fetch",
        "manifest fetch-config",
        "manifest push",
        "manifest delete",
        "manifest index create",
        "manifest index update",
        "blob fetch",
        "blob push",
        "blob delete",
        "backup",
        "restore",
        "version",
        "completion bash",
        "completion fish",
        "completion powershell",
        "completion zsh"
      })
  void everyCommandHasExamplesThatItUnderstands(String command) {
    String help = oras((command + " --help").split(" ")).text();
    assertTrue(help.contains("\nUsage:\n  oras " + command + " [flags]"), help);
    assertTrue(help.contains("  -h, --help  "), help);
    List<String> examples =
        help.lines()
            .dropWhile(line -> !line.equals("Examples:"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.replaceFirst("^ +(.*\\| )?", ""))
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertTrue(examples.size() >= 1, help);
    for (String example : examples) {
      String plain = example.replaceFirst("^source <\\((.*)\\)$", "$1").replaceFirst(" >.*", "");
      List<String> words = List.of(plain.replaceAll("'[^']*'", "x").split(" "));
      assertEquals("oras", words.get(0), example);
      CommandTable.Match match = CommandTable.find(words.subList(1, words.size()));
      assertNotNull(match, example);
      assertEquals(command, match.command().name(), example);
      match.command().spec().addPositional(positionals());
      // An unknown flag is an exception.
      new CommandLine(match.command().spec()).parseArgs(match.arguments().toArray(String[]::new));
    }
  }

  private static PositionalParamSpec positionals() {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .build();
  }

  @Test
  void helpShowsFlagsAndAliases() {
    String help = oras("help", "copy").text();
    assertTrue(help.contains("\nAliases:\n  cp, copy\n"), help);
    assertTrue(help.contains("\n      --concurrency int  "), help);
    assertTrue(help.contains("\n  -r, --recursive  "), help);
    assertTrue(help.contains("\n      --from-header stringArray  "), help);
  }

  @Test
  void helpMarksWhatMayChangeAndNamesValuesAndDefaults() {
    String pull = oras("pull", "--help").text();
    assertTrue(pull.contains("\n      --no-tty "), pull);
    assertTrue(pull.contains("   [Preview] disable progress bars\n"), pull);
    assertTrue(pull.contains("   [Experimental] format output using a custom template:\n"), pull);
    assertTrue(pull.contains("  'text':         Print in text format (default \"text\")\n"), pull);
    assertTrue(
        pull.contains("\n      --platform os[/arch][/variant][:os_version]   request"), pull);
    assertTrue(pull.contains("   output directory (default \".\")\n"), pull);
    assertTrue(oras().text().contains("\n  restore     [Experimental] Restore artifacts"));
  }

  @ParameterizedTest
  @CsvSource({"psh,push", "pusx,'pull,push'", "LOGI,login", "manifst,manifest", "rstore,restore"})
  void unknownCommandsAreAnsweredWithSimilarOnes(String typed, String similar) {
    List<String> lines = new ArrayList<>(List.of("", "Did you mean this?"));
    lines.add(0, "Error: unknown command \"" + typed + "\" for \"oras\"");
    List.of(similar.split(",")).forEach(command -> lines.add("\t" + command));
    lines.addAll(List.of("", "Run 'oras --help' for usage."));
    assertEquals(lines, oras(typed).errors());
  }

  @Test
  void unknownCommandsThatResembleNoneAreAnsweredWithoutAGuess() {
    assertEquals(
        List.of("Error: unknown command \"xyzzy\" for \"oras\"", "Run 'oras --help' for usage."),
        oras("xyzzy").errors());
  }

  @Test
  void helpAboutNoCommandListsTheCommandsOnStandardError() {
    Run help = oras("help", "nothing", "more");
    assertEquals("", help.text());
    assertTrue(help.err().startsWith("Unknown help topic [`nothing` `more`]\n"), help.err());
    assertTrue(help.err().contains("Available Commands:\n"), help.err());
  }

  @Test
  void numbersAndListsAreNamedAsSuch() {
    assertTrue(oras("discover", "--help").text().contains("--depth int "));
    assertTrue(oras("blob", "push", "--help").text().contains("--size int "));
    assertTrue(oras("manifest", "fetch", "--help").text().contains("--media-type strings "));
  }

  @Test
  void everyAliasIsItsCommand() {
    Map.of(
            "copy", "cp",
            "digest", "resolve",
            "repo list", "repo ls",
            "repository show-tags", "repo tags",
            "manifest get", "manifest fetch",
            "manifest show", "manifest fetch",
            "manifest get-config", "manifest fetch-config",
            "manifest rm", "manifest delete",
            "manifest index pack", "manifest index create",
            "blob get", "blob fetch")
        .forEach(
            (alias, command) -> {
              CommandTable.Match match = CommandTable.find(List.of(alias.split(" ")));
              assertNotNull(match, alias);
              assertEquals(command, match.command().name());
            });
  }
}
