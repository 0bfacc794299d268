package io.oras.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Pulls one file through a proxy that limits each connection, and through a proxy that limits all
 * connections together, with different limits of connections.
 */
final class SlowLink {
  private static final long RATE = 8 << 20;
  private static final int[] CONNECTIONS = {1, 3, 4};

  private final Settings settings;
  private final List<Client> peers;
  private final RegistryProcess registry;

  SlowLink(Settings settings, List<Client> peers, RegistryProcess registry) {
    this.settings = settings;
    this.peers = peers;
    this.registry = registry;
  }

  /** Returns two tables in Markdown. */
  String run(Path content) throws IOException, InterruptedException {
    new BenchmarkRun(settings, peers, registry.host(), false).seed("slow", content);
    Throttle all = new Throttle(RATE);
    return run("for each connection", content, () -> new Throttle(RATE))
        + run("in all", content, () -> all);
  }

  private String run(String what, Path content, Supplier<Throttle> throttles)
      throws IOException, InterruptedException {
    long size = Samples.size(content);
    Table table =
        new Table(
            "slow", "pull of %s MiB at 8 MiB/s %s".formatted(size >> 20, what), settings.rounds());
    StringBuilder wire = new StringBuilder();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Client peer : clients(content)) {
        try (CountingProxy proxy = new CountingProxy(registry.port(), Link.slow(throttles))) {
          BenchmarkRun stage = new BenchmarkRun(settings, peers, proxy.host(), false);
          String from = stage.reference("slow");
          table.add(peer.name(), stage.run(peer, TimedCommand.PULL, content, from, "", round == 1));
          if (round == 1) {
            wire.append(
                "\n%s: requests %s; %.4f of the content"
                    .formatted(peer.name(), proxy.summary(), (double) proxy.down() / size));
          }
        }
      }
    }
    return table.markdown() + wire + "\n";
  }

  /** Returns the command with increasing limits of connections, then the other clients. */
  private List<Client> clients(Path content) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (Client peer :
        new BenchmarkRun(settings, peers, "", false).able(TimedCommand.PULL, content)) {
      if (!peer.isOfCheckout()) {
        clients.add(peer);
        continue;
      }
      for (int number : CONNECTIONS) {
        String name = number == 1 ? peer.name() : peer.name() + ", " + number + " at most";
        clients.add(peer.named(name).withFlags("--concurrency " + number));
      }
    }
    return clients;
  }
}
