package io.oras.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The costs of one job by client, and their ratios. */
final class Table {
  private final String name;
  private final String what;
  private final int rounds;
  private final String load;
  private final Map<String, List<Cost>> byClient = new LinkedHashMap<>();
  private final Map<String, String> requests = new LinkedHashMap<>();

  /**
   * Creates a table without costs.
   *
   * @param name such as {@code W1 push}
   * @param what is moved, and by which kind of registry
   */
  Table(String name, String what, int rounds) throws IOException {
    this.name = name;
    this.what = what;
    this.rounds = rounds;
    this.load = Machine.load();
  }

  String name() {
    return name;
  }

  int rounds() {
    return rounds;
  }

  void add(String client, Cost cost) {
    byClient.computeIfAbsent(client, p -> new ArrayList<>()).add(cost);
  }

  /** Records the requests of one run of a client. */
  void requests(String client, String summary) {
    requests.put(client, summary);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
    return median(costs.stream().map(what::applyAsDouble).toList());
  }

  /** Returns the medians of each client; the peak of memory is the maximum of all rounds. */
  Map<String, Cost> medians() {
    Map<String, Cost> medians = new LinkedHashMap<>();
    byClient.forEach(
        (client, costs) ->
            medians.put(
                client,
                new Cost(
                    median(costs, Cost::seconds),
                    median(costs, Cost::cpu),
                    costs.stream().mapToDouble(Cost::memory).max().orElse(0),
                    median(costs, Cost::allocated))));
    return medians;
  }

  /**
   * Returns the table in Markdown. Each ratio is a ratio of medians. The ratio of the wall times is
   * followed by the minimum and the maximum of the ratios by round.
   */
  String markdown() throws IOException {
    List<String> ours =
        byClient.keySet().stream().filter(client -> client.startsWith(Client.OURS)).toList();
    boolean allocated = byClient.values().stream().flatMap(List::stream).anyMatch(Cost::isInJvm);
    StringBuilder text = new StringBuilder();
    text.append(
        "\n### %s: %s (%s rounds, load %s to %s)\n\n"
            .formatted(name, what, rounds, load, Machine.load()));
    text.append("| client | wall s | least–most | CPU s |");
    text.append(allocated ? " bytes allocated for each blob |" : " peak MiB |");
    text.append(requests.isEmpty() ? "" : " requests |");
    ours.forEach(client -> text.append(" %s / this: wall, CPU |".formatted(client)));
    text.append("\n|---|---|---|---|---|").append(requests.isEmpty() ? "" : "---|");
    text.append("---|".repeat(ours.size())).append('\n');
    byClient.forEach(
        (client, costs) -> {
          text.append(row(client, costs, allocated));
          ours.forEach(mine -> text.append(" %s |".formatted(ratios(mine, client))));
          text.append('\n');
        });
    byClient.keySet().stream()
        .filter(client -> client.startsWith("against"))
        .forEach(client -> text.append(comparison(client.replace("against", Client.OURS), client)));
    return text.toString();
  }

  private String row(String client, List<Cost> costs, boolean allocated) {
    Cost middle = medians().get(client);
    String memory = "%.0f".formatted(middle.memory());
    if (allocated) {
      memory = middle.isInJvm() ? "%.0f".formatted(middle.allocated()) : "";
    }
    String wire = requests.isEmpty() ? "" : " %s |".formatted(requests.get(client));
    return "| %s | %.3f | %.3f–%.3f | %.2f | %s |%s"
        .formatted(
            client,
            middle.seconds(),
            costs.stream().mapToDouble(Cost::seconds).min().orElse(0),
            costs.stream().mapToDouble(Cost::seconds).max().orElse(0),
            middle.cpu(),
            memory,
            wire);
  }

  private String ratios(String mine, String client) {
    if (client.startsWith(Client.OURS)) {
      return "";
    }
    List<Double> byRound = byRound(mine, client, Cost::seconds);
    Cost ours = medians().get(mine);
    Cost theirs = medians().get(client);
    return "%.2f (%.2f–%.2f), %.2f"
        .formatted(
            ours.seconds() / theirs.seconds(),
            Collections.min(byRound),
            Collections.max(byRound),
            ours.cpu() / theirs.cpu());
  }

  private String comparison(String client, String other) {
    return "\n%s / %s: wall time %s, CPU time %s, peak memory %s\n"
        .formatted(
            client,
            other,
            ratio(byRound(client, other, Cost::seconds)),
            ratio(byRound(client, other, Cost::cpu)),
            ratio(byRound(client, other, Cost::memory)));
  }

  private List<Double> byRound(String client, String other, ToDoubleFunction<Cost> what) {
    List<Cost> costs = byClient.getOrDefault(client, List.of());
    List<Cost> others = byClient.getOrDefault(other, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(costs.size(), others.size()); i++) {
      ratios.add(what.applyAsDouble(costs.get(i)) / what.applyAsDouble(others.get(i)));
    }
    return ratios;
  }

  private static String ratio(List<Double> ratios) {
    return "%.3f (%s)".formatted(median(ratios), interval(ratios));
  }

  /**
   * Returns the interval that contains the true median with a probability of at least 95 %,
   * whatever the distribution: between two ratios of equal rank from below and above (sign test).
   */
  static String interval(List<Double> ratios) {
    List<Double> sorted = ratios.stream().sorted().toList();
    int left = 0; // how many of the least ratios, and of the greatest, are outside
    double chance = Math.pow(0.5, sorted.size());
    double below = chance;
    while (below <= 0.025) {
      left++;
      chance *= (double) (sorted.size() - left + 1) / left;
      below += chance;
    }
    return left == 0
        ? "fewer than 6 rounds have no 95 % interval"
        : "95 %% interval %.3f–%.3f"
            .formatted(sorted.get(left - 1), sorted.get(sorted.size() - left));
  }
}
