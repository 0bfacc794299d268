package io.oras.tests.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Finds cycles between the packages of a module, with the {@code jdeps} tool of the JDK. */
public final class PackageCycles {
  private static final Pattern EDGE =
      Pattern.compile("(?m)^ +(io\\.oras\\.\\S+) +-> (io\\.oras\\.\\S+) ");

  private PackageCycles() {}

  /**
   * Returns the packages that are part of a cycle; each set holds packages that all depend on each
   * other, directly or not.
   *
   * @param classes the compiled module
   * @param modulePath the modules that the module requires
   */
  public static Set<Set<String>> of(Path classes, String modulePath) {
    Map<String, Set<String>> needs = new TreeMap<>();
    EDGE.matcher(jdeps(classes, modulePath))
        .results()
        .forEach(
            edge ->
                needs.computeIfAbsent(edge.group(1), from -> new TreeSet<>()).add(edge.group(2)));
    Map<String, Set<String>> reached =
        needs.keySet().stream()
            .collect(Collectors.toMap(name -> name, name -> reachedFrom(name, needs)));
    return reached.entrySet().stream()
        .filter(each -> each.getValue().contains(each.getKey()))
        .map(
            each ->
                each.getValue().stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(each.getKey()))
                    .collect(Collectors.toCollection(TreeSet::new)))
        .collect(Collectors.toSet());
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> needs) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(start));
    while (!open.isEmpty()) {
      for (String next : needs.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  private static String jdeps(Path classes, String modulePath) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                print,
                print,
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                "-verbose:package",
                "--module-path",
                modulePath,
                classes.toString());
    String text = out.toString(StandardCharsets.UTF_8);
    if (status != 0) {
      throw new AssertionError(text);
    }
    return text;
  }
}
