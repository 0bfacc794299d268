package io.oras.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Compares the medians of one run with the ratios that this project sets itself as goals. */
final class Goals {
  private static final String COMMAND = Client.OURS + Client.NEWEST;
  private static final ToDoubleFunction<Cost> WALL = Cost::seconds;
  private static final ToDoubleFunction<Cost> CPU = Cost::cpu;

  private final Map<String, Map<String, Cost>> measured = new LinkedHashMap<>();
  private final StringBuilder rows = new StringBuilder();

  void add(Table table) {
    measured.put(table.name(), table.medians());
  }

  /** Returns a table in Markdown. A work load that did not run has no figure. */
  String markdown() {
    rows.setLength(0);
    small("wan 30 ms", COMMAND, "oras", "0.70", "0.75", "0.50");
    small("library 30 ms", "ours-jdk-newest", "oras", "0.40", "0.50", "0.40");
    small("library 30 ms", "ours-apache-newest", "oras", "0.40", "0.50", "0.40");
    small("wan 100 ms", COMMAND, "oras", "0.35", "0.40", "0.40");
    withoutStart("wan 30 ms push, 64 MiB", "1.10");
    withoutStart("wan 30 ms pull, 64 MiB", "1.30");
    ratio("W1 pull", "CPU", CPU, COMMAND, "oras", "1.30");
    ratio("W1 pull", "wall", WALL, COMMAND, "oras", "1.10");
    for (String job : List.of("push", "pull")) {
      boolean push = job.equals("push");
      ratio("W2 " + job, "wall", WALL, COMMAND, "oras", push ? "1.20" : "1.30");
      ratio("W2 " + job, "CPU", CPU, COMMAND, "oras", "3.00");
    }
    for (String transport : List.of("ours-jdk-newest", "ours-apache-newest")) {
      ratio("library push", "CPU", CPU, transport, "oras", "1.00");
      ratio("library pull", "CPU", CPU, transport, "oras", "1.00");
      ratio("library push", "CPU", CPU, transport, "oras-java-newest", "0.50");
      ratio("library pull", "CPU", CPU, transport, "oras-java-newest", "0.70");
    }
    ratio("W3 two registries", "wall", WALL, COMMAND, "oras", "1.50");
    ratio("W3 one registry", "wall", WALL, COMMAND, "oras", "2.00");
    ratio("tls W1 pull", "wall", WALL, COMMAND, "oras", "1.20");
    ratio("tls W2 push", "wall", WALL, COMMAND, "oras", "1.30");
    start("W4 resolve", 45);
    start("W4 push", 85);
    return "\n### Goals ("
        + COMMAND
        + " is the command on the newest Java)\n\n"
        + "| work | what | ours / theirs | measured | goal | reached |\n|---|---|---|---|---|---|\n"
        + rows;
  }

  private void small(
      String name, String ours, String theirs, String push, String pull, String copy) {
    ratio(name + " push", "wall", WALL, ours, theirs, push);
    ratio(name + " pull", "wall", WALL, ours, theirs, pull);
    ratio(name + " copy", "wall", WALL, ours, theirs, copy);
  }

  private void ratio(
      String work,
      String what,
      ToDoubleFunction<Cost> value,
      String ours,
      String theirs,
      String goal) {
    Cost mine = cost(work, ours);
    Cost other = cost(work, theirs);
    Double ratio =
        mine == null || other == null
            ? null
            : value.applyAsDouble(mine) / value.applyAsDouble(other);
    row(work, what, ours + " / " + theirs, ratio, "%.2f", Double.parseDouble(goal));
  }

  /**
   * Compares the wall times without the time of {@code version}, which is the start of each
   * program.
   */
  private void withoutStart(String work, String goal) {
    Double mine = seconds(cost(work, COMMAND), cost("wan 30 ms version", COMMAND));
    Double other = seconds(cost(work, "oras"), cost("wan 30 ms version", "oras"));
    Double ratio = mine == null || other == null ? null : mine / other;
    row(work, "wall less start", COMMAND + " / oras", ratio, "%.2f", Double.parseDouble(goal));
  }

  private static @Nullable Double seconds(@Nullable Cost whole, @Nullable Cost start) {
    return whole == null || start == null ? null : whole.seconds() - start.seconds();
  }

  private void start(String work, int goal) {
    Cost whole = cost(work, COMMAND);
    Cost version = cost("W4 version", COMMAND);
    Double more =
        whole == null || version == null ? null : 1000 * (whole.seconds() - version.seconds());
    row(work, "ms more than version", COMMAND, more, "%.0f", goal);
  }

  private @Nullable Cost cost(String work, String client) {
    return measured.getOrDefault(work, Map.of()).get(client);
  }

  private void row(
      String work,
      String what,
      String clients,
      @Nullable Double value,
      String format,
      double goal) {
    rows.append(
        "| %s | %s | %s | %s | %s | %s |\n"
            .formatted(
                work,
                what,
                clients,
                value == null ? "" : String.format(Locale.ROOT, format, value),
                String.format(Locale.ROOT, format, goal),
                value == null ? "not measured" : value <= goal ? "yes" : "no"));
  }
}
