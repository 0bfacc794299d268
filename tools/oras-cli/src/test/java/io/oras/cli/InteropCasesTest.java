package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.cli.InteropCase.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The cases of the interoperability suite are complete; this needs no other program. */
class InteropCasesTest {
  private static final int MOST_DIFFERENCES = 25;

  /** The other command has nothing that these could be compared with. */
  private static final Set<String> OWN_COMMANDS = Set.of("sign", "verify");

  private final List<InteropCase> cases;

  InteropCasesTest() throws IOException {
    cases = InteropCaseReader.readAll();
  }

  @Test
  void everyCommandAndEveryFlagIsUsed() {
    Set<String> unused = new TreeSet<>();
    for (String name : CommandTable.names()) {
      if (OWN_COMMANDS.contains(name)) {
        continue;
      }
      unused.add(name);
      CommandTable.Match match = CommandTable.find(List.of(name.split(" ")));
      for (OptionSpec option : match.command().spec().options()) {
        if (!InteropRunner.ONLY_HERE.contains(option.longestName())) {
          unused.add(name + " " + option.longestName());
        }
      }
    }
    for (Command command : commands()) {
      CommandTable.Match match = CommandTable.find(command.arguments());
      if (match != null) {
        unused.remove(match.command().name());
        unused.removeAll(flags(match));
      }
    }
    assertEquals(Set.of(), unused);
  }

  private static Set<String> flags(CommandTable.Match match) {
    Set<String> used = new HashSet<>();
    for (String argument : match.arguments()) {
      if (argument.equals("--")) {
        break;
      }
      String flag =
          argument.equals("CREATED")
              ? "-a"
              : argument.startsWith("--")
                  ? argument.replaceFirst("=.*", "")
                  : argument.substring(0, Math.min(2, argument.length()));
      OptionSpec option = match.command().spec().findOption(flag);
      if (flag.startsWith("-") && option != null) {
        used.add(match.command().name() + " " + option.longestName());
      }
    }
    return used;
  }

  @Test
  void everyCaseOfTheOtherSuiteIsPortedOrListedWithAReason() throws IOException {
    Set<String> known = firstColumn("e2e.txt");
    Set<String> left = firstColumn("not-ported.txt");
    Set<String> ported = new LinkedHashSet<>();
    cases.forEach(interop -> ported.addAll(interop.ported()));
    Set<String> missing = new LinkedHashSet<>(known);
    missing.removeAll(ported);
    assertEquals(left, missing, "neither ported nor listed in not-ported.txt, or both");
    ported.removeAll(known);
    assertEquals(Set.of(), ported, "not in e2e.txt");
  }

  @Test
  void caseNamesAreUnique() {
    Set<String> names = new HashSet<>();
    assertEquals(
        List.of(), cases.stream().map(InteropCase::name).filter(n -> !names.add(n)).toList());
  }

  @Test
  void theDocumentationNamesEveryDeliberateDifference() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Command command : commands()) {
      if (command.difference() != null) {
        used.add(command.difference().id());
      }
    }
    Path page = Path.of("..", "..", "docs", "reference", "command.md");
    List<String> documented =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\|.*\\|$")
            .matcher(section(Files.readString(page)))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertEquals(used, new TreeSet<>(documented));
    assertTrue(documented.size() <= MOST_DIFFERENCES, documented::toString);
  }

  /** The part of the page about differences. */
  private static String section(String page) {
    return Pattern.compile("(?ms)^## Differences.*?(?=^## |\\z)")
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining());
  }

  @Test
  void openDifferencesNameCommandsOfTheCases() throws IOException {
    Set<String> open = new LinkedHashSet<>(InteropOpen.read().keys());
    for (InteropCase interop : cases) {
      for (int i = 0; i < interop.commands().size(); i++) {
        open.remove(InteropOpen.key(interop, i));
      }
    }
    assertEquals(Set.of(), open);
  }

  private List<Command> commands() {
    List<Command> all = new ArrayList<>();
    cases.forEach(interop -> all.addAll(interop.commands()));
    return all;
  }

  private static Set<String> firstColumn(String file) throws IOException {
    return Files.readAllLines(InteropCaseReader.resource(file)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
