package io.oras.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in warm JVMs, one for each Java: this library on each of its transports, and the Java
 * peer in the same JVM. {@code oras} runs as a process in the same rounds.
 */
final class Library implements AutoCloseable {
  private static final int UNCOUNTED = 4;

  private record Worker(Process process, PrintStream jobs, BufferedReader costs) {}

  private final Settings settings;
  private final List<Client> processes;
  private final RegistryProcess registry;
  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private int number;

  Library(Settings settings, List<Client> peers, RegistryProcess registry) throws IOException {
    this.settings = settings;
    this.processes = peers.stream().filter(peer -> peer.name().equals("oras")).toList();
    this.registry = registry;
    String newest = System.getenv("BENCH_NEWEST_JAVA_HOME");
    if (settings.peers().stream().noneMatch(name -> name.endsWith(Client.NEWEST))) {
      workers.put("", start(System.getProperty("java.home")));
    }
    if (newest != null) {
      workers.put(Client.NEWEST, start(newest));
    }
  }

  private Worker start(String javaHome) throws IOException {
    Path target = settings.target();
    Process process =
        new ProcessBuilder(
                javaHome + "/bin/java",
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                LibraryWorker.class.getName(),
                target.resolve("peers").toString())
            .redirectError(settings.work().resolve("library.log").toFile())
            .start();
    return new Worker(
        process,
        new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8),
        process.inputReader(StandardCharsets.UTF_8));
  }

  /**
   * Pushes and pulls all files of a folder; with a round-trip time, copies them within the registry
   * too.
   *
   * @param milliseconds the round-trip time, or null for no proxy
   */
  List<Table> run(Path content, @Nullable Integer milliseconds)
      throws IOException, InterruptedException {
    if (milliseconds == null) {
      return List.of(
          measure("library push", content, TimedCommand.PUSH, registry.host(), null),
          measure("library pull", content, TimedCommand.PULL, registry.host(), null));
    }
    Link link = Link.wan(milliseconds, settings.rate());
    String name = "library " + milliseconds + " ms ";
    try (CountingProxy proxy = new CountingProxy(registry.port(), link)) {
      return List.of(
          measure(name + "push", content, TimedCommand.PUSH, proxy.host(), proxy),
          measure(name + "pull", content, TimedCommand.PULL, proxy.host(), proxy),
          measure(name + "copy", content, TimedCommand.COPY, proxy.host(), proxy));
    }
  }

  private Table measure(
      String name, Path content, TimedCommand job, String host, @Nullable CountingProxy proxy)
      throws IOException, InterruptedException {
    int blobs;
    try (Stream<Path> files = Files.list(content)) {
      blobs = (int) files.count();
    }
    new BenchmarkRun(settings, new Clients(settings.home(), null).all(), registry.host(), false)
        .seed("library" + blobs, content);
    String seeded = host + "/library" + blobs + ":v1";
    Table table = new Table(name, blobs + " files of 4 KiB, warm JVM", settings.rounds());
    for (int round = 1 - UNCOUNTED; round <= settings.rounds(); round++) {
      for (Map.Entry<String, Worker> entry : workers.entrySet()) {
        for (String kind : LibraryWorker.KINDS) {
          Path out = Samples.empty(settings.work().resolve("out"));
          String from = job == TimedCommand.PUSH ? content.toString() : seeded;
          String to =
              job == TimedCommand.PULL ? out.toString() : host + "/warm/r" + ++number + ":v1";
          clear(proxy);
          Cost cost = call(entry.getValue(), kind, job, from, to, blobs);
          if (round > 0) {
            String mine = kind.equals(LibraryWorker.ORAS_JAVA) ? kind : Client.OURS + "-" + kind;
            add(table, mine + entry.getKey(), cost, proxy);
          }
        }
      }
      if (round > 0) {
        BenchmarkRun run = new BenchmarkRun(settings, processes, host, false);
        for (Client client : processes) {
          clear(proxy);
          String from = job == TimedCommand.PUSH ? "" : seeded;
          add(table, client.name(), run.run(client, job, content, from, host, false), proxy);
        }
      }
    }
    return table;
  }

  private static void clear(@Nullable CountingProxy proxy) {
    if (proxy != null) {
      proxy.clear();
    }
  }

  private static void add(Table table, String name, Cost cost, @Nullable CountingProxy proxy) {
    table.add(name, cost);
    if (proxy != null) {
      table.requests(name, proxy.summary());
    }
  }

  private static Cost call(
      Worker worker, String kind, TimedCommand job, String from, String to, int blobs)
      throws IOException {
    worker.jobs().println(String.join(" ", kind, job.name(), from, to));
    String answer = worker.costs().readLine();
    if (answer == null || answer.startsWith("failed")) {
      throw new IOException("%s of %s: %s".formatted(job, kind, answer));
    }
    List<Double> costs = new ArrayList<>();
    for (String cell : answer.split(" ")) {
      costs.add(Double.valueOf(cell));
    }
    return new Cost(costs.get(0), costs.get(1), 0, costs.get(2) / blobs);
  }

  @Override
  public void close() {
    workers.values().forEach(worker -> worker.jobs().close());
    workers.values().forEach(worker -> worker.process().onExit().join());
  }
}
