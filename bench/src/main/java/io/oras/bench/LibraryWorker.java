package io.oras.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs the jobs from standard input, one in each line, and prints the wall time, the CPU time and
 * the allocated bytes of each job. A client stays open after its first job, as in a server.
 */
public final class LibraryWorker {
  static final String ORAS_JAVA = "oras-java";

  /** The clients: this library with each transport, and the Java peer. */
  static final List<String> KINDS = List.of("jdk", "apache", ORAS_JAVA);

  /** A job of one client. */
  private interface Jobs {
    void run(TimedCommand job, String from, String to) throws Exception;
  }

  private final Path peers;
  private final Map<String, Jobs> clients = new HashMap<>();

  private LibraryWorker(Path peers) {
    this.peers = peers;
  }

  /** The folder with the jars of the Java peer. */
  public static void main(String[] arguments) throws IOException {
    LibraryWorker worker = new LibraryWorker(Path.of(arguments[0]));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      System.out.println(worker.cost(words[0], TimedCommand.valueOf(words[1]), words[2], words[3]));
    }
    System.exit(0);
  }

  private String cost(String kind, TimedCommand job, String from, String to) {
    try {
      Jobs client = clients.get(kind);
      if (client == null) {
        client = kind.equals(ORAS_JAVA) ? orasJava() : facade(kind);
        clients.put(kind, client);
      }
      System.gc(); // What the client before has thrown away is not collected in this one's time.
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long allocated = allocated();
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      client.run(job, from, to);
      return String.format(
          Locale.ROOT,
          "%.6f %.6f %s",
          (System.nanoTime() - start) / 1e9,
          (system.getProcessCpuTime() - cpu) / 1e9,
          allocated() - allocated);
    } catch (Exception e) {
      e.printStackTrace();
      return "failed: " + e.toString().replace('\n', ' ');
    }
  }

  /**
   * Returns the bytes allocated by all threads since the start; before Java 21, by the living
   * threads.
   */
  private static long allocated() throws ReflectiveOperationException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (Runtime.version().feature() >= 21) {
      return (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
    }
    return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static Jobs facade(String transport) {
    Oras oras =
        Oras.builder()
            .transport(transport)
            .installedCredentials(InstalledCredentials.none())
            .build();
    return (job, from, to) -> {
      switch (job) {
        case PUSH -> oras.push(to, Artifact.of(files(from).map(Layer::of).toArray(Layer[]::new)));
        case PULL -> oras.pull(from, Path.of(to));
        default -> oras.copy(from, to);
      }
    };
  }

  /** {@code peers/OrasJava.java}, with a class loader of its own: its dependencies are not ours. */
  private Jobs orasJava() throws IOException, ReflectiveOperationException {
    List<URL> jars = new ArrayList<>();
    jars.add(peers.toUri().toURL());
    for (File jar : peers.toFile().listFiles((folder, name) -> name.endsWith(".jar"))) {
      jars.add(jar.toURI().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    @SuppressWarnings("unchecked") // The only interface that both class loaders know.
    Consumer<String[]> client =
        (Consumer<String[]>)
            loader.loadClass("OrasJava").getConstructor(String.class).newInstance("plain");
    Thread.currentThread().setContextClassLoader(LibraryWorker.class.getClassLoader());
    return (job, from, to) -> {
      List<String> words = new ArrayList<>(List.of(job.name().toLowerCase(Locale.ROOT)));
      if (job == TimedCommand.PUSH) {
        words.add(to);
        files(from).map(Path::toString).forEach(words::add);
      } else {
        words.addAll(List.of(from, to));
      }
      client.accept(words.toArray(String[]::new));
    };
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.sorted().toList().stream();
    }
  }
}
