package io.oras.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and how often.
 *
 * @param home the checkout
 * @param works such as {@code W1}
 * @param rounds of every job
 * @param size of the one file, in MiB; null for what the work load says
 * @param peers only these, or all when empty
 * @param registry such as {@code docker-registry}; null for all that are installed
 * @param against another checkout, whose command is compared with this one; null for other clients
 */
record Settings(
    Path home,
    List<String> works,
    int rounds,
    @Nullable Integer size,
    List<String> peers,
    @Nullable String registry,
    @Nullable Path against) {

  private static final String USAGE =
      "usage: bench/run [W1..W8 | warm | slow | blobs | sizes | graph]... [--rounds N] [--size MIB] [--peers A,B]"
          + " [--registry KIND] [--against FOLDER]";

  static Settings parse(Path home, String... arguments) {
    List<String> works = new ArrayList<>();
    int rounds = 5;
    Integer size = null;
    List<String> peers = List.of();
    String registry = null;
    Path against = null;
    for (int i = 0; i < arguments.length; i++) {
      String word = arguments[i];
      if (!word.startsWith("--")) {
        works.add(word);
        continue;
      }
      if (++i == arguments.length) {
        throw new IllegalArgumentException(USAGE);
      }
      switch (word) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[i]);
        case "--size" -> size = Integer.valueOf(arguments[i]);
        case "--peers" -> peers = List.of(arguments[i].split(","));
        case "--registry" -> registry = arguments[i];
        case "--against" -> against = Path.of(arguments[i]).toAbsolutePath();
        default -> throw new IllegalArgumentException(word + "?\n" + USAGE);
      }
    }
    return new Settings(home, List.copyOf(works), rounds, size, peers, registry, against);
  }

  Path target() {
    return home.resolve("bench/target");
  }

  /** Where content goes that is moved; {@code BENCH_WORK} says where else. */
  Path work() {
    String given = System.getenv("BENCH_WORK");
    return given == null ? target().resolve("work") : Path.of(given);
  }

  boolean wants(Client peer) {
    if (against != null) {
      return peer.isOfCheckout();
    }
    return peers.isEmpty() || peer.isOurs() || peers.contains(peer.name());
  }

  int sizeOr(int mebibytes) {
    return size == null ? mebibytes : size;
  }
}
