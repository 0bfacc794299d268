package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The help of the commands is that of the command which is written in Go, except for examples. */
class HelpInteropTest extends InteropTest {
  private static final Pattern FLAG =
      Pattern.compile("  (?:-\\w, |    )--([\\w-]+)( \\S+)?   +(.*)");

  /** Flags that say something else on purpose, or whose type has another name. */
  private static final Set<String> OTHERS =
      Set.of(
          "blob fetch --output",
          "blob push --size",
          "discover --depth",
          "discover --no-tty",
          "discover --output",
          "logout --debug",
          "manifest fetch --format",
          "pull --file-name-from",
          "pull --referrer",
          "manifest fetch --media-type",
          "manifest index update --artifact-type",
          "version --debug",
          "cp --include-cosign-tags");

  /** The lines about commands that the other program does not have. */
  private static final String COMMANDS_ONLY_HERE = "(?m)^  (?:sign|verify) .*\n";

  private Map<String, String> help(First who, String command) throws Exception {
    String text =
        run(who, (command + " --help").split(" "))
            .replaceAll(InteropRunner.CONCURRENCY_DEFAULT, "");
    Map<String, String> help = new LinkedHashMap<>();
    String flag = "";
    boolean aliases = false;
    for (String line : text.lines().toList()) {
      Matcher declared = FLAG.matcher(line);
      aliases = line.equals("Aliases:") || (aliases && line.startsWith("  "));
      if (declared.matches()) {
        flag = command + " --" + declared.group(1);
        help.put(flag, declared.group(2) + " " + declared.group(3));
      } else if (line.startsWith(" ".repeat(10)) && help.containsKey(flag)) {
        help.merge(flag, "\n" + line.strip(), String::concat);
      } else if (aliases && !line.equals("Aliases:")) {
        help.put("aliases", line.strip());
      }
    }
    OTHERS.forEach(help::remove);
    help.keySet().removeIf(key -> InteropRunner.ONLY_HERE.stream().anyMatch(key::endsWith));
    return help;
  }

  @Test
  void flagsAliasesMarksAndDefaultsAreTheSame() {
    Stream<String> commands =
        Stream.of(
            "attach backup cp discover login logout pull push resolve restore tag version"
                .split(" "));
    Stream<String> grouped =
        Stream.of(
            "repo ls,repo tags,manifest fetch,manifest fetch-config,manifest push,manifest delete,"
                .concat("manifest index create,manifest index update,blob fetch,blob push,")
                .concat("blob delete")
                .split(","));
    assertAll(
        Stream.concat(commands, grouped)
            .map(
                command ->
                    () ->
                        assertEquals(
                            help(First.OTHER, command), help(First.THIS, command), command)));
  }

  @Test
  void overviewsAndGuessesAreTheSame() throws Exception {
    for (String words : new String[] {"", "repo", "blob", "manifest", "completion"}) {
      String[] arguments = words.isEmpty() ? new String[] {"--help"} : new String[] {words};
      String theirs = run(First.OTHER, arguments);
      String ours = run(First.THIS, arguments);
      assertEquals(
          theirs.substring(theirs.indexOf("Usage:")),
          ours.substring(ours.indexOf("Usage:")).replaceAll(COMMANDS_ONLY_HERE, ""),
          words);
    }
    for (String typed : new String[] {"psh", "pul", "xyzzy", "manifst"}) {
      assertEquals(attempt(First.OTHER, typed), attempt(First.THIS, typed), typed);
    }
  }
}
