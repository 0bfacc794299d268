package io.oras.cli;

import static org.junit.jupiter.api.Assertions.fail;

import io.oras.cli.InteropCase.Aspect;
import io.oras.cli.InteropCase.Command;
import io.oras.cli.InteropCase.Setup;
import io.oras.cli.InteropCase.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** Runs a case with both programs and compares them after each command. */
final class InteropRunner {
  /** Flags of several commands that the other program has in none. */
  static final Set<String> ONLY_HERE =
      Set.of("--include-cosign-tags", "--policy", "--registries-conf", "--short-names");

  /** The default of the number of requests at a time, which is another on purpose. */
  static final String CONCURRENCY_DEFAULT = "(?<=concurrency level) \\(default \\d+\\)";

  /** A line about one blob or manifest; several are worked on at a time. */
  private static final Pattern STATUS = Pattern.compile("[A-Z][a-z]+ +[0-9a-f]{12} .*");

  private static final Pattern FLAG = Pattern.compile("(?m)^ +((?:-[A-Za-z], )?--[a-z-]+)(.*)$");

  private static final Pattern FACT =
      Pattern.compile("^ [a-zA-Z]+(?=  )|\\[[A-Z][a-z]+]|\\(default .*\\)");

  private static final Pattern DURATION = Pattern.compile("\\b\\d+(\\.\\d+)?(ns|µs|ms|s)\\b");

  private final InteropCase interop;
  private final InteropSetup setup;
  private final InteropOpen open;
  private final InteropSide ours;
  private final InteropSide theirs;
  private final List<String> failures = new ArrayList<>();
  private final Map<Integer, Set<Aspect>> differing = new TreeMap<>();

  InteropRunner(
      InteropCase interop,
      InteropSetup setup,
      InteropOpen open,
      InteropSide ours,
      InteropSide theirs) {
    this.interop = interop;
    this.setup = setup;
    this.open = open;
    this.ours = ours;
    this.theirs = theirs;
  }

  void run() throws IOException, InterruptedException {
    for (InteropSide side : List.of(ours, theirs)) {
      setup.start(side);
    }
    int number = 0;
    for (Step step : interop.steps()) {
      if (step instanceof Command command) {
        compare(command, number++);
      } else {
        setup.apply((Setup) step, ours);
        setup.apply((Setup) step, theirs);
      }
    }
    if (!failures.isEmpty()) {
      fail(interop.name() + "\n" + String.join("\n", failures));
    }
  }

  /** What differed, by the number of the command. */
  Map<Integer, Set<Aspect>> differing() {
    return differing;
  }

  private void compare(Command command, int number) throws IOException, InterruptedException {
    Map<String, String> ourFiles = InteropState.files(ours);
    Map<String, String> theirFiles = InteropState.files(theirs);
    Set<String> digests = digests();
    Map<String, String> ourContent = InteropState.content(ours.registries, digests);
    Map<String, String> theirContent = InteropState.content(theirs.registries, digests);

    InteropSide.Running running = theirs.start(command);
    InteropSide.Run we;
    InteropSide.Run they;
    try {
      we = ours.start(command).end();
    } finally {
      they = running.end();
    }

    Map<Aspect, String> differences = new EnumMap<>(Aspect.class);
    note(differences, Aspect.EXIT, "" + we.exit(), "" + they.exit());
    boolean failed = we.exit() != 0 && they.exit() != 0;
    String our = output(ours, command, we.out(), failed);
    String their = output(theirs, command, they.out(), failed);
    note(differences, Aspect.OUT, our, their);
    for (String phrase : command.phrases()) {
      phrases(differences, command, phrase, we.err(), they.err());
    }
    for (String word : command.words()) {
      if (!they.out().contains(theirs.fill(word))) {
        failures.add(command.arguments() + ": their output lacks '" + word + "':\n" + they.out());
      } else if (!we.out().contains(ours.fill(word))) {
        differences.merge(Aspect.WORDS, "our output lacks '" + word + "'\n", String::concat);
      }
    }
    note(
        differences,
        Aspect.FILES,
        InteropState.changes(ourFiles, InteropState.files(ours)),
        InteropState.changes(theirFiles, InteropState.files(theirs)));
    digests = digests();
    note(
        differences,
        Aspect.REGISTRY,
        InteropState.changes(ourContent, InteropState.content(ours.registries, digests)),
        InteropState.changes(theirContent, InteropState.content(theirs.registries, digests)));
    judge(command, number, differences, we.err(), they.err());
    if (command.saveAs() != null) {
      ours.saved.put(command.saveAs(), we.out().strip());
      theirs.saved.put(command.saveAs(), they.out().strip());
    }
  }

  private Set<String> digests() {
    Set<String> digests = new LinkedHashSet<>(InteropState.digests(ours.registries));
    digests.addAll(InteropState.digests(theirs.registries));
    return digests;
  }

  private void phrases(
      Map<Aspect, String> differences, Command command, String phrase, String we, String they) {
    if (!they.contains(theirs.fill(phrase))) {
      failures.add(command.arguments() + ": their error lacks '" + phrase + "':\n" + they);
    } else if (!we.contains(ours.fill(phrase))) {
      differences.merge(
          Aspect.ERR, "'" + phrase + "' is not in:\n" + we + "theirs:\n" + they, String::concat);
    }
  }

  private static void note(
      Map<Aspect, String> differences,
      Aspect aspect,
      Map<String, String> ours,
      Map<String, String> theirs) {
    if (!ours.equals(theirs)) {
      StringBuilder text = new StringBuilder();
      Set<String> names = new LinkedHashSet<>(ours.keySet());
      names.addAll(theirs.keySet());
      for (String name : names) {
        String our = String.valueOf(ours.get(name));
        String their = String.valueOf(theirs.get(name));
        if (!our.equals(their)) {
          text.append(name + "\n    ours:   " + our + "\n    theirs: " + their + "\n");
        }
      }
      differences.put(aspect, text.toString());
    }
  }

  private static void note(
      Map<Aspect, String> differences, Aspect aspect, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      differences.put(aspect, "ours:\n" + ours + "\ntheirs:\n" + theirs);
    }
  }

  private void judge(
      Command command, int number, Map<Aspect, String> found, String we, String they) {
    Set<Aspect> expected = EnumSet.noneOf(Aspect.class);
    expected.addAll(open.of(interop, number));
    if (command.difference() != null) {
      expected.addAll(command.difference().aspects());
      if (!command.difference().always()) {
        expected.retainAll(found.keySet());
      }
    }
    differing.put(number, Set.copyOf(found.keySet()));
    if (found.keySet().equals(expected)) {
      return;
    }
    StringBuilder text = new StringBuilder("$ " + String.join(" ", command.arguments()) + "\n");
    found.forEach(
        (aspect, how) -> {
          if (!expected.contains(aspect)) {
            text.append("  " + aspect + " differs\n" + how.indent(4));
          }
        });
    expected.removeAll(found.keySet());
    if (!expected.isEmpty()) {
      text.append("  no longer differs: " + expected + "\n");
    }
    failures.add(text + ("  our error:\n" + we + "  their error:\n" + they).indent(4));
  }

  /**
   * The output with placeholders, and in one order. How far a command that fails comes with other
   * blobs is a matter of scheduling, so its progress is left out.
   */
  private static String output(InteropSide side, Command command, String out, boolean failed) {
    String text = DURATION.matcher(side.normalize(out)).replaceAll("TIME");
    String[] lines = text.split("\n", -1);
    if (failed) {
      lines =
          Arrays.stream(lines)
              .filter(line -> !STATUS.matcher(line).matches())
              .toArray(String[]::new);
    }
    return switch (command.comparison()) {
      case EXACT -> status(lines, false);
      case ANY_NAME -> status(lines, true);
      case ANY_ORDER ->
          Arrays.stream(lines)
              .map(line -> line.replace('└', '├').replaceFirst(",$", ""))
              .sorted()
              .collect(Collectors.joining("\n"));
      case FLAGS ->
          FLAG.matcher(text.replaceAll(CONCURRENCY_DEFAULT, ""))
              .results()
              .filter(flag -> !ONLY_HERE.contains(flag.group(1)))
              .map(flag -> flag.group(1) + facts(flag.group(2)))
              .sorted()
              .collect(Collectors.joining("\n"));
      case NONE -> "";
    };
  }

  /** What a script may rely on in the description of a flag. */
  private static String facts(String description) {
    return FACT.matcher(description)
        .results()
        .map(fact -> " " + fact.group())
        .collect(Collectors.joining());
  }

  /** Sorts the lines about blobs and manifests, where the first of them stands. */
  private static String status(String[] lines, boolean anyName) {
    List<String> sorted = new ArrayList<>();
    int first = -1;
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      if (STATUS.matcher(line).matches()) {
        first = first < 0 ? others.size() : first;
        sorted.add(anyName ? line.replaceFirst("([0-9a-f]{12}) .*", "$1") : line);
      } else {
        others.add(line);
      }
    }
    others.addAll(Math.max(first, 0), sorted.stream().sorted().distinct().toList());
    return String.join("\n", others);
  }

  /** The program's path, or the test is skipped. */
  static String program() {
    String program = System.getenv("ORAS_IT_ORAS");
    if (program == null || !Files.isExecutable(Path.of(program))) {
      throw new TestAbortedException("Assumption failed: ORAS_IT_ORAS names no program");
    }
    return program;
  }
}
