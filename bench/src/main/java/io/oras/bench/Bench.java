package io.oras.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Runs work loads and prints their cost. */
public final class Bench {
  private static final List<String> ALL =
      List.of("W1", "warm", "W2", "W3", "W4", "W5", "W6", "W7", "tls");

  /** The work loads with goals. */
  private static final List<String> GOALS =
      List.of("W4", "wan", "W2", "W3", "library", "W1", "tls");

  private Bench() {}

  /** The checkout, then work loads and options; see {@code bench/run}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    Settings settings =
        Settings.parse(
            Path.of(words.get(0)), words.subList(1, words.size()).toArray(String[]::new));
    List<Client> peers =
        new Clients(settings.home(), settings.against())
            .all().stream().filter(settings::wants).toList();
    peers.stream()
        .filter(peer -> peer.program().isEmpty())
        .forEach(peer -> System.out.println("missing: " + peer.name()));
    List<String> registries = registries(settings);
    Files.createDirectories(settings.work());
    Path results = settings.target().resolve("results.md");
    tell("\n## " + Machine.describe(), results);
    Goals goals = new Goals();
    boolean goal = settings.works().equals(List.of("goals"));
    List<String> works = settings.works().isEmpty() ? ALL : settings.works();
    for (String work : goal ? GOALS : works) {
      for (String registry : registries) {
        new Workloads(settings, peers, registry, text -> tell(text, results), goals).run(work);
      }
    }
    if (goal) {
      tell(goals.markdown(), results);
    }
    Samples.delete(settings.work());
  }

  private static void tell(String text, Path results) {
    System.out.println(text);
    try {
      Files.writeString(results, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> registries(Settings settings) {
    if (settings.registry() != null) {
      return List.of(settings.registry());
    }
    List<String> installed =
        RegistryProcess.installed().stream().filter(kind -> !kind.equals("distribution")).toList();
    if (!installed.contains("zot")) {
      System.out.println("missing: zot");
    }
    if (installed.isEmpty()) {
      throw new IllegalStateException("no registry is installed; .ci/tools gets one");
    }
    return installed;
  }
}
