package io.oras.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs jobs of all clients against a registry. */
final class BenchmarkRun {
  /** Gives each push a new repository. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Settings settings;
  private final List<Client> peers;
  private final Path work;
  private final Shell shell;
  private final String host;
  private final boolean secure;
  private String other = "127.0.0.1:1";
  private @Nullable CountingProxy proxy;

  /**
   * Clients against one registry.
   *
   * @param host it, or a proxy before it
   * @param secure whether it speaks TLS
   */
  BenchmarkRun(Settings settings, List<Client> peers, String host, boolean secure) {
    this.settings = settings;
    this.peers = peers;
    this.work = settings.work();
    this.shell = new Shell(work);
    this.host = host;
    this.secure = secure;
  }

  /** Counts the requests of each client by the proxy that this run's host is. */
  BenchmarkRun counting(CountingProxy counter) {
    proxy = counter;
    return this;
  }

  /** Sets a second registry for copies. */
  void other(String second) {
    other = second;
  }

  /**
   * Times a job of all clients in turn, round by round: A B C A B C. Two checkouts change places
   * after each round: A B B A.
   */
  Table measure(Table table, TimedCommand job, Path content, String from, String toHost)
      throws IOException, InterruptedException {
    for (int round = 1; round <= table.rounds(); round++) {
      List<Client> turns = new ArrayList<>(able(job, content));
      if (settings.against() != null && round % 2 == 0) {
        Collections.reverse(turns);
      }
      for (Client peer : turns) {
        if (proxy != null) {
          proxy.clear();
        }
        table.add(peer.name(), run(peer, job, content, from, toHost, round == 1));
        if (proxy != null) {
          table.requests(peer.name(), proxy.summary());
        }
      }
    }
    return table;
  }

  /** Returns the clients that support the job with this content. */
  List<Client> able(TimedCommand job, Path content) throws IOException {
    boolean oneFile = onlyFile(content) != null;
    return peers.stream()
        .filter(peer -> peer.does(job, secure) && (oneFile || !peer.oneFile()))
        .toList();
  }

  /** Pushes the content as {@code name:v1} for later pulls, without measuring. */
  void seed(String name, Path content) throws IOException, InterruptedException {
    run(ours(), TimedCommand.PUSH, content, reference(name), host, false);
  }

  /** Returns the reference of {@code name:v1} in this registry. */
  String reference(String name) {
    return host + "/" + name + ":v1";
  }

  private Client ours() {
    return peers.stream().filter(Client::isOfCheckout).findFirst().orElseThrow();
  }

  /**
   * Runs a job once.
   *
   * @param content the folder to push, or that was pushed
   * @param from what is read, or where a push goes when it names a tag; empty for a new name
   * @param check whether a pull is compared with the content
   */
  Cost run(Client peer, TimedCommand job, Path content, String from, String toHost, boolean check)
      throws IOException, InterruptedException {
    String name = from.isEmpty() ? "bench/r" + NUMBER.incrementAndGet() : name(from);
    String reference = from.isEmpty() ? reference(name) : from;
    Path out = Samples.empty(work.resolve("out"));
    Path home = Samples.empty(work.resolve("home"));
    Path certificates = settings.target().resolve("certificates");
    String authority = certificates.resolve("ca.crt").toString();
    Map<String, String> variables = new HashMap<>();
    variables.put("BIN", peer.program().orElse(""));
    String flags = secure ? peer.tls() : peer.plain();
    variables.put("FLAGS", expand(flags, authority, certificates.toString()));
    variables.put("REF", reference);
    variables.put("FROM", reference);
    variables.put("TO", toHost + "/bench/" + peer.name() + NUMBER.incrementAndGet() + ":v1");
    variables.put("OUT", out.toString());
    variables.put("HOME", home.toString());
    variables.put("XDG_DATA_HOME", home.toString());
    variables.put("HOST", host);
    variables.put("NAME", name);
    variables.put("URL", (secure ? "https://" : "http://") + host);
    variables.put("LAYOUT", work.resolve("layout").toString());
    variables.putAll(title(content));
    Path directory = job == TimedCommand.PUSH || job == TimedCommand.PUSH_FOLDER ? content : work;
    Cost cost =
        shell.run(Objects.requireNonNull(peer.scripts().get(job)), directory, variables, List.of());
    if (check && job == TimedCommand.PULL && peer.checked()) {
      requireEqual(content, out);
    }
    return cost;
  }

  private String expand(@Nullable String flags, String authority, String certificates) {
    return String.valueOf(flags)
        .replace("$CA", authority)
        .replace("$CERTS", certificates)
        .replace("$HOST", host)
        .replace("$OTHER", other);
  }

  private static String name(String reference) {
    return reference.replaceFirst("^[^/]*/", "").replaceFirst(":[^:/]*$", "");
  }

  /** Returns the name and the digest of the only file. */
  private Map<String, String> title(Path content) throws IOException {
    Path file = onlyFile(content);
    if (file == null) {
      return Map.of();
    }
    String title = file.getFileName().toString();
    Path digest = work.resolve(title + Files.size(file) + ".sha256");
    if (!Files.exists(digest)) {
      Files.writeString(digest, Samples.digest(file));
    }
    return Map.of("TITLE", title, "DIGEST", Files.readString(digest).strip());
  }

  private static @Nullable Path onlyFile(Path content) throws IOException {
    try (Stream<Path> files = Files.list(content)) {
      List<Path> two = files.limit(2).toList();
      return two.size() == 1 && Files.isRegularFile(two.get(0)) ? two.get(0) : null;
    }
  }

  private static void requireEqual(Path content, Path out) throws IOException {
    try (Stream<Path> files = Files.walk(content)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!same(file, out.resolve(content.relativize(file).toString()))) {
          throw new IOException(file + " came back as something else in " + out);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    try (InputStream a = Files.newInputStream(one);
        InputStream b = Files.newInputStream(other)) {
      byte[] left = new byte[1 << 20];
      byte[] right = new byte[1 << 20];
      for (int n = a.readNBytes(left, 0, left.length);
          n > 0;
          n = a.readNBytes(left, 0, left.length)) {
        if (b.readNBytes(right, 0, right.length) != n || !Arrays.equals(left, 0, n, right, 0, n)) {
          return false;
        }
      }
      return b.read() < 0;
    }
  }
}
