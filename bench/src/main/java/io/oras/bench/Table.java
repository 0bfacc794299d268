package io.oras.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The costs of one job by peer, and how ours compare. */
final class Table {
  private final String title;
  private final Map<String, List<Cost>> byPeer = new LinkedHashMap<>();

  Table(String title) {
    this.title = title;
  }

  void add(String peer, Cost cost) {
    byPeer.computeIfAbsent(peer, p -> new ArrayList<>()).add(cost);
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

  /** What each client took in the middle; its peak of memory is its greatest. */
  Map<String, Cost> medians() {
    Map<String, Cost> medians = new LinkedHashMap<>();
    byPeer.forEach(
        (peer, costs) ->
            medians.put(
                peer,
                new Cost(
                    median(costs, Cost::seconds),
                    median(costs, Cost::cpu),
                    costs.stream().mapToDouble(Cost::memory).max().orElse(0))));
    return medians;
  }

  /** In Markdown. A ratio is of medians; behind it the least and the greatest of one round. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\n### " + title + "\n\n");
    text.append("| client | wall s | least–most | ours / theirs | by round | CPU s | peak MiB |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    List<Cost> ours = byPeer.getOrDefault("ours", List.of());
    byPeer.forEach((peer, costs) -> text.append(row(peer, costs, ours)));
    byPeer.keySet().stream()
        .filter(peer -> peer.startsWith("against"))
        .forEach(peer -> text.append(comparison(peer.replace("against", "ours"), peer)));
    return text.toString();
  }

  private String comparison(String peer, String other) {
    List<Cost> costs = byPeer.getOrDefault(peer, List.of());
    List<Cost> others = byPeer.getOrDefault(other, List.of());
    return "\n%s / %s: wall time %s, CPU time %s, peak memory %s\n"
        .formatted(
            peer,
            other,
            ratio(costs, others, Cost::seconds),
            ratio(costs, others, Cost::cpu),
            ratio(costs, others, Cost::memory));
  }

  private static String ratio(List<Cost> costs, List<Cost> others, ToDoubleFunction<Cost> what) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(costs.size(), others.size()); i++) {
      ratios.add(what.applyAsDouble(costs.get(i)) / what.applyAsDouble(others.get(i)));
    }
    return "%.3f (%s)".formatted(median(ratios), interval(ratios));
  }

  /**
   * The interval that contains the true median with a probability of at least 95 %, whatever the
   * distribution: between two ratios of equal rank from below and above (sign test).
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

  private static String row(String peer, List<Cost> costs, List<Cost> ours) {
    double wall = median(costs, Cost::seconds);
    double least = costs.stream().mapToDouble(Cost::seconds).min().orElse(0);
    double most = costs.stream().mapToDouble(Cost::seconds).max().orElse(0);
    String ratio = "";
    String spread = "";
    if (!peer.equals("ours") && !ours.isEmpty()) {
      ratio = "%.2f".formatted(median(ours, Cost::seconds) / wall);
      double low = Double.MAX_VALUE;
      double high = 0;
      for (int i = 0; i < Math.min(costs.size(), ours.size()); i++) {
        double one = ours.get(i).seconds() / costs.get(i).seconds();
        low = Math.min(low, one);
        high = Math.max(high, one);
      }
      spread = "%.2f–%.2f".formatted(low, high);
    }
    return "| %s | %.3f | %.3f–%.3f | %s | %s | %.2f | %.0f |\n"
        .formatted(
            peer,
            wall,
            least,
            most,
            ratio,
            spread,
            median(costs, Cost::cpu),
            costs.stream().mapToDouble(Cost::memory).max().orElse(0));
  }
}
