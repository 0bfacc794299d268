package io.oras.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The work loads, against one kind of registry. */
final class Workloads {
  private static final long MIB = 1 << 20;

  private final Settings settings;
  private final List<Client> peers;
  private final String kind;
  private final Path work;
  private final Consumer<String> report;
  private final Goals goals;

  /**
   * Creates the work loads.
   *
   * @param kind of the registry
   * @param report gets tables, in Markdown
   * @param goals get the medians
   */
  Workloads(
      Settings settings, List<Client> peers, String kind, Consumer<String> report, Goals goals) {
    this.settings = settings;
    this.peers = peers;
    this.kind = kind;
    this.report = report;
    this.goals = goals;
    this.work = settings.work();
  }

  /** Runs one. */
  void run(String name) throws IOException, InterruptedException {
    boolean secure = name.equals("tls");
    try (RegistryProcess registry = registry("registry", secure)) {
      BenchmarkRun stage = new BenchmarkRun(settings, peers, registry.host(), secure);
      switch (name) {
        case "W1" -> oneFile(name, stage, registry, 1024);
        case "W2" -> smallFiles(name, stage, registry, 1000);
        case "W3" -> copies(stage, registry);
        case "W4" -> startUp(stage, registry);
        case "W5" -> smallHeap(registry);
        case "W6" -> wire(registry);
        case "W7" -> folder(stage, registry);
        case "tls" -> {
          oneFile("tls W1", stage, registry, 1024);
          smallFiles("tls W2", stage, registry, 1000);
        }
        case "wan" -> {
          for (int milliseconds : settings.roundTrips()) {
            wan(milliseconds, registry);
          }
        }
        case "library" -> {
          try (Library library = new Library(settings, peers, registry)) {
            library.run(small(1000, 4096), null).forEach(this::add);
            library.run(small(200, 4096), settings.roundTrips().get(0)).forEach(this::add);
          }
        }
        case "warm" -> report.accept(new RepeatedPull(settings, registry.port()).run(sample(1024)));
        case "slow" -> report.accept(new SlowLink(settings, peers, registry).run(sample(256)));
        case "blobs" -> blobs(stage);
        case "sizes" -> sizes(stage);
        case "graph" -> graph();
        default -> throw new IllegalArgumentException("no work load is called " + name);
      }
    }
    Samples.delete(work.resolve("registry"));
  }

  private RegistryProcess registry(String folder, boolean secure)
      throws IOException, InterruptedException {
    @Nullable Path certificates = secure ? settings.target().resolve("certificates") : null;
    return RegistryProcess.start(kind, work.resolve(folder), certificates);
  }

  private Path sample(int mebibytes) throws IOException {
    long size = settings.sizeOr(mebibytes) * MIB;
    Path folder = settings.target().resolve("samples/one" + size);
    Samples.file(folder.resolve("file.bin"), size);
    return folder;
  }

  private Path small(int count, int size) throws IOException {
    return Samples.small(Samples.empty(work.resolve("small")), count, size);
  }

  private Table table(String name, String what) throws IOException {
    return new Table(name, what + ", " + kind, settings.rounds());
  }

  private void both(
      String name, String what, BenchmarkRun stage, RegistryProcess registry, Path content)
      throws IOException, InterruptedException {
    Table push = table(name + " push", what);
    add(stage.measure(push, TimedCommand.PUSH, content, "", registry.host()));
    stage.seed("seed", content);
    String seeded = registry.host() + "/seed:v1";
    Table pull = table(name + " pull", what);
    add(stage.measure(pull, TimedCommand.PULL, content, seeded, registry.host()));
  }

  private void add(Table table) {
    try {
      goals.add(table);
      report.accept(table.markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs jobs through a proxy that delays requests and responses. */
  private void wan(int milliseconds, RegistryProcess registry)
      throws IOException, InterruptedException {
    Link link = Link.wan(milliseconds, settings.rate());
    try (CountingProxy proxy = new CountingProxy(registry.port(), link)) {
      BenchmarkRun near = new BenchmarkRun(settings, peers, registry.host(), false);
      BenchmarkRun far = new BenchmarkRun(settings, peers, proxy.host(), false).counting(proxy);
      String name = "wan " + milliseconds + " ms ";
      Path many = small(200, 4096);
      near.seed("many", many);
      String files = "200 files of 4 KiB";
      String from = far.reference("many");
      String to = proxy.host();
      add(far.measure(table(name + "push", files), TimedCommand.PUSH, many, "", to));
      add(far.measure(table(name + "pull", files), TimedCommand.PULL, many, from, to));
      add(far.measure(table(name + "copy", files), TimedCommand.COPY, many, from, to));
      add(far.measure(table(name + "version", "no request"), TimedCommand.VERSION, many, from, to));
      add(far.measure(table(name + "resolve", "a tag"), TimedCommand.RESOLVE, many, from, to));
      Path one = sample(64);
      near.seed("one", one);
      from = far.reference("one");
      String size = ", " + settings.sizeOr(64) + " MiB";
      add(far.measure(table(name + "push" + size, "one file"), TimedCommand.PUSH, one, "", to));
      add(far.measure(table(name + "pull" + size, "one file"), TimedCommand.PULL, one, from, to));
    }
  }

  /** Creates the layout that skopeo pushes. */
  private void layout(Path content) throws IOException, InterruptedException {
    Path layout = work.resolve("layout");
    Samples.delete(layout);
    new Shell(work)
        .run(
            settings.home().resolve("oras") + " push --oci-layout " + layout + ":v1 *",
            content,
            Map.of(),
            List.of());
  }

  private void oneFile(String name, BenchmarkRun stage, RegistryProcess registry, int mebibytes)
      throws IOException, InterruptedException {
    String what = settings.sizeOr(mebibytes) + " MiB, one file";
    Path content = sample(mebibytes);
    layout(content);
    both(name, what, stage, registry, content);
  }

  private void smallFiles(String name, BenchmarkRun stage, RegistryProcess registry, int count)
      throws IOException, InterruptedException {
    String what = count + " files of 4 KiB";
    Path content = small(count, 4096);
    layout(content);
    both(name, what, stage, registry, content);
  }

  private void copies(BenchmarkRun stage, RegistryProcess registry)
      throws IOException, InterruptedException {
    Path content = small(50, 1 << 20);
    stage.seed("seed", content);
    String seeded = registry.host() + "/seed:v1";
    String what = "copy of 50 blobs of 1 MiB";
    Table one = table("W3 one registry", what);
    add(stage.measure(one, TimedCommand.COPY, content, seeded, registry.host()));
    Table table = table("W3 two registries", what);
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Client peer : stage.able(TimedCommand.COPY, content)) {
        try (RegistryProcess second = registry("second", false)) {
          stage.other(second.host());
          table.add(
              peer.name(),
              stage.run(peer, TimedCommand.COPY, content, seeded, second.host(), false));
        }
      }
    }
    add(table);
  }

  private void startUp(BenchmarkRun stage, RegistryProcess registry)
      throws IOException, InterruptedException {
    Path content = small(1, 1024);
    layout(content);
    stage.seed("seed", content);
    String seeded = registry.host() + "/seed:v1";
    int rounds = Math.max(15, settings.rounds());
    Table version = new Table("W4 version", "no request", rounds);
    add(stage.measure(version, TimedCommand.VERSION, content, seeded, registry.host()));
    Table resolve = new Table("W4 resolve", "a tag, " + kind, rounds);
    add(stage.measure(resolve, TimedCommand.RESOLVE, content, seeded, registry.host()));
    Table push = new Table("W4 push", "1 KiB, " + kind, rounds);
    add(stage.measure(push, TimedCommand.PUSH, content, "", registry.host()));
  }

  private void smallHeap(RegistryProcess registry) throws IOException, InterruptedException {
    Path content = sample(4096);
    List<Client> small =
        peers.stream()
            .filter(Client::isOfCheckout)
            .map(peer -> peer.withEnvironment("JDK_JAVA_OPTIONS=-Xmx64m"))
            .toList();
    both(
        "W5",
        settings.sizeOr(4096) + " MiB with -Xmx64m",
        new BenchmarkRun(settings, small, registry.host(), false),
        registry,
        content);
  }

  /** Prints the requests and bytes of one run of each client, counted by a proxy. */
  private void wire(RegistryProcess registry) throws IOException, InterruptedException {
    report.accept(
        "\n### W6 requests and bytes ("
            + kind
            + ")\n\n"
            + "| job | client | requests | bytes up | bytes down | of content |\n"
            + "|---|---|---|---|---|---|");
    Path one = sample(64);
    wire("push one file", TimedCommand.PUSH, registry, one);
    wire("pull one file", TimedCommand.PULL, registry, one);
    Path many = small(100, 4096);
    wire("push 100 × 4 KiB", TimedCommand.PUSH, registry, many);
    wire("pull 100 × 4 KiB", TimedCommand.PULL, registry, many);
    wire("copy 100 × 4 KiB, one registry", TimedCommand.COPY, registry, many);
    wire("resolve", TimedCommand.RESOLVE, registry, many);
  }

  private void wire(String what, TimedCommand job, RegistryProcess registry, Path content)
      throws IOException, InterruptedException {
    layout(content);
    new BenchmarkRun(settings, peers, registry.host(), false).seed("wire/seed", content);
    for (Client peer : new BenchmarkRun(settings, peers, "", false).able(job, content)) {
      try (CountingProxy proxy = new CountingProxy(registry.port())) {
        BenchmarkRun stage = new BenchmarkRun(settings, peers, proxy.host(), false);
        String name = "wire/" + peer.name() + "/" + job + content.getFileName();
        String to =
            job == TimedCommand.PUSH ? name.toLowerCase(java.util.Locale.ROOT) : "wire/seed";
        stage.run(peer, job, content, stage.reference(to), proxy.host(), false);
        long size = Samples.size(content);
        long moved = Math.max(proxy.up(), proxy.down());
        report.accept(
            "| %s | %s | %s | %d | %d | %s |"
                .formatted(
                    what,
                    peer.name(),
                    proxy.summary(),
                    proxy.up(),
                    proxy.down(),
                    job == TimedCommand.RESOLVE ? "" : "%.4f".formatted((double) moved / size)));
      }
    }
  }

  private void folder(BenchmarkRun stage, RegistryProcess registry)
      throws IOException, InterruptedException {
    Path content = Samples.empty(work.resolve("folder"));
    Samples.tree(content.resolve("tree"), 5000, settings.sizeOr(500) * MIB);
    String what = "folder of 5000 files, " + settings.sizeOr(500) + " MiB";
    add(stage.measure(table("W7 push", what), TimedCommand.PUSH_FOLDER, content, "", ""));
    stage.seed("seed", content);
    String seeded = registry.host() + "/seed:v1";
    add(stage.measure(table("W7 pull", what), TimedCommand.PULL, content, seeded, ""));
  }

  private void blobs(BenchmarkRun stage) throws IOException, InterruptedException {
    for (int count = 1; count <= 10_000; count *= 10) {
      series("blobs", count, stage, small(count, 4096));
    }
  }

  private void sizes(BenchmarkRun stage) throws IOException, InterruptedException {
    for (int mebibytes = 1; mebibytes <= 4096; mebibytes *= 4) {
      Path folder = Samples.empty(work.resolve("size"));
      Samples.file(folder.resolve("file.bin"), mebibytes * MIB);
      series("sizes", mebibytes, stage, folder);
      Samples.delete(work.resolve("registry/data"));
    }
  }

  /** Copies 100 000 nodes from layout to layout with half a GiB of heap. */
  private void graph() throws IOException, InterruptedException {
    Path from = LargeGraph.layout(Samples.empty(work.resolve("graph")), 100, 100, 9);
    String cp = settings.home().resolve("oras") + " cp --from-oci-layout --to-oci-layout ";
    Table table = new Table("graph", "copy of 100 000 nodes, layout to layout, -Xmx512m", 1);
    table.add(
        "ours",
        new Shell(work)
            .run(
                cp + from + ":v1 " + work.resolve("copied") + ":v1",
                work,
                Map.of("JDK_JAVA_OPTIONS", "-Xmx512m"),
                List.of()));
    add(table);
  }

  /** Measures one point of a curve, for the report and for the plots. */
  private void series(String series, int x, BenchmarkRun stage, Path content)
      throws IOException, InterruptedException {
    Path file = settings.home().resolve("bench/results/" + series + ".csv");
    if (x == 1) {
      Files.writeString(file, "x,client,job,seconds,cpu,mebibytes\n");
      report.accept(
          "\n### "
              + series
              + "\n\n| "
              + series
              + " | client | job | wall s | CPU s | peak MiB |\n|---|---|---|---|---|---|");
    }
    stage.seed("seed" + x, content);
    for (TimedCommand job : List.of(TimedCommand.PUSH, TimedCommand.PULL)) {
      String from = job == TimedCommand.PUSH ? "" : stage.reference("seed" + x);
      Map<String, Cost> medians =
          stage.measure(table(series, ""), job, content, from, "").medians();
      for (Map.Entry<String, Cost> entry : medians.entrySet()) {
        Cost cost = entry.getValue();
        Files.writeString(
            file,
            "%d,%s,%s,%.4f,%.3f,%.1f%n"
                .formatted(x, entry.getKey(), job, cost.seconds(), cost.cpu(), cost.memory()),
            java.nio.file.StandardOpenOption.APPEND);
        report.accept(
            "| %d | %s | %s | %.3f | %.2f | %.0f |"
                .formatted(
                    x,
                    entry.getKey(),
                    job.name().toLowerCase(java.util.Locale.ROOT),
                    cost.seconds(),
                    cost.cpu(),
                    cost.memory()));
      }
    }
  }
}
