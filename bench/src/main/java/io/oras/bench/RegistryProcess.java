package io.oras.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An empty registry process on loopback. */
final class RegistryProcess implements AutoCloseable {
  private static final List<String> KINDS = List.of("docker-registry", "distribution", "zot");

  private final Process process;
  private final int port;

  private RegistryProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns the kinds of registries that are installed. */
  static List<String> installed() {
    List<String> found = new ArrayList<>();
    for (String kind : KINDS) {
      if (program(kind) != null) {
        found.add(kind);
      }
    }
    return found;
  }

  private static @Nullable String program(String kind) {
    return System.getenv("ORAS_IT_" + kind.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Starts a registry.
   *
   * @param kind such as {@code docker-registry}
   * @param folder for all files of the registry
   * @param certificates with {@code server.pem} and {@code server.key}, or null for plain http
   */
  static RegistryProcess start(String kind, Path folder, @Nullable Path certificates)
      throws IOException, InterruptedException {
    String program = program(kind);
    if (program == null) {
      throw new IOException(kind + " is not installed; .ci/tools gets it");
    }
    Samples.empty(folder);
    int port = freePort();
    boolean zot = kind.equals("zot");
    Path config = folder.resolve(zot ? "config.json" : "config.yml");
    Files.writeString(
        config, zot ? zot(folder, port, certificates) : distribution(folder, port, certificates));
    Process process =
        new ProcessBuilder(program, "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RegistryProcess started = new RegistryProcess(process, port);
    started.await(folder);
    return started;
  }

  private static String distribution(Path folder, int port, @Nullable Path certificates) {
    String tls =
        certificates == null
            ? ""
            : "  tls:%n    certificate: %s%n    key: %s%n"
                .formatted(certificates.resolve("server.pem"), certificates.resolve("server.key"));
    return """
        version: 0.1
        log:
          level: error
          accesslog:
            disabled: true
        storage:
          cache:
            blobdescriptor: inmemory
          filesystem:
            rootdirectory: %s
            maxthreads: 100
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:%d
        %s"""
        .formatted(folder.resolve("data"), port, tls);
  }

  private static String zot(Path folder, int port, @Nullable Path certificates) {
    String tls =
        certificates == null
            ? ""
            : ",\"tls\":{\"cert\":\"%s\",\"key\":\"%s\"}"
                .formatted(certificates.resolve("server.pem"), certificates.resolve("server.key"));
    return """
        {"storage":{"rootDirectory":"%s","dedupe":false,"gc":false},
         "http":{"address":"127.0.0.1","port":"%d"%s},"log":{"level":"error"}}
        """
        .formatted(folder.resolve("data"), port, tls);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(Path folder) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    close();
    throw new IOException("it did not start: " + Files.readString(folder.resolve("log")));
  }

  int port() {
    return port;
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
