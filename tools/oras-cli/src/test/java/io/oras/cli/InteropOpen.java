package io.oras.cli;

import io.oras.cli.InteropCase.Aspect;
import io.oras.cli.InteropCase.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The differences that nobody decided on: faults that are known and not mended yet. A line of the
 * file names the aspects that differ, the case and the command; the suite fails when one of them no
 * longer differs.
 */
final class InteropOpen {
  private static final String SEPARATOR = " | ";

  private final Map<String, Set<Aspect>> aspects = new LinkedHashMap<>();

  private InteropOpen() {}

  static InteropOpen read() throws IOException {
    InteropOpen open = new InteropOpen();
    for (String line : Files.readAllLines(InteropCaseReader.resource("open.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" \\| ", 3);
        Set<Aspect> set = EnumSet.noneOf(Aspect.class);
        List.of(parts[0].split(" ")).forEach(aspect -> set.add(Aspect.valueOf(aspect)));
        open.aspects.put(parts[1] + SEPARATOR + parts[2], set);
      }
    }
    return open;
  }

  /** What differs and should not. */
  Set<Aspect> of(InteropCase interop, int command) {
    return aspects.getOrDefault(key(interop, command), Set.of());
  }

  /** All entries. */
  Set<String> keys() {
    return aspects.keySet();
  }

  /**
   * How an entry names a command of a case: by its words, and by a number if it is not the first.
   */
  static String key(InteropCase interop, int command) {
    List<Command> commands = interop.commands();
    List<String> arguments = commands.get(command).arguments();
    long before =
        commands.subList(0, command).stream().filter(c -> c.arguments().equals(arguments)).count();
    return interop.name()
        + SEPARATOR
        + String.join(" ", arguments)
        + (before == 0 ? "" : " #" + (before + 1));
  }
}
