package io.oras.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run.
 *
 * @param home the checkout
 * @param works such as {@code W1}
 * @param rounds of every job
 * @param size of the one file, in MiB; null for what the work load says
 * @param peers only these, or all when empty; with {@code ours} unless one of ours is named
 * @param registry such as {@code docker-registry}; null for all that are installed
 * @param roundTrips in milliseconds, of {@code wan} and {@code library}
 * @param rate of {@code wan} and {@code library}, in bytes per second; null for no limit
 * @param against another checkout, whose command is compared with this one; null for other clients
 */
record Settings(
    Path home,
    List<String> works,
    int rounds,
    @Nullable Integer size,
    List<String> peers,
    @Nullable String registry,
    List<Integer> roundTrips,
    @Nullable Integer rate,
    @Nullable Path against) {

  private static final String USAGE =
      "usage: bench/run [W1..W7 | tls | wan | library | goals | warm | slow | blobs | sizes | graph]..."
          + " [--rounds N] [--size MIB] [--peers A,B] [--registry KIND] [--rtt MS,MS] [--rate BYTES]"
          + " [--against FOLDER]";

  static Settings parse(Path home, String... arguments) {
    List<String> works = new ArrayList<>();
    int rounds = 5;
    Integer size = null;
    List<String> peers = List.of();
    String registry = null;
    List<Integer> roundTrips = List.of(30);
    Integer rate = null;
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
        case "--rtt" ->
            roundTrips = Stream.of(arguments[i].split(",")).map(Integer::valueOf).toList();
        case "--rate" -> rate = Integer.valueOf(arguments[i]);
        case "--against" -> against = Path.of(arguments[i]).toAbsolutePath();
        default -> throw new IllegalArgumentException(word + "?\n" + USAGE);
      }
    }
    return new Settings(
        home, List.copyOf(works), rounds, size, peers, registry, roundTrips, rate, against);
  }

  Path target() {
    return home.resolve("bench/target");
  }

  /** Returns the folder for content; {@code BENCH_WORK} names another folder. */
  Path work() {
    String given = System.getenv("BENCH_WORK");
    return given == null ? target().resolve("work") : Path.of(given);
  }

  boolean wants(Client peer) {
    if (against != null) {
      return peer.isOfCheckout() && (peers.isEmpty() || peers.contains(peer.name()));
    }
    boolean someOfOurs = peers.stream().anyMatch(name -> name.startsWith(Client.OURS));
    return peers.isEmpty()
        || peers.contains(peer.name())
        || (peer.name().equals(Client.OURS) && !someOfOurs);
  }

  int sizeOr(int mebibytes) {
    return size == null ? mebibytes : size;
  }
}
