package io.oras.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oras.api.spi.Environment;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Runs the usual commands once against a registry, so that an archive of classes that the JVM
 * writes at its end (JEP 350, JEP 514) holds the classes that these commands load. The build of the
 * distribution calls it.
 */
public final class StartupTraining {
  private final String host;
  private final String secureHost;
  private final Path folder;

  private StartupTraining(String host, String secureHost, Path folder) {
    this.host = host;
    this.secureHost = secureHost;
    this.folder = folder;
  }

  /**
   * Runs the commands.
   *
   * @param args the host of an empty registry that lets in the user {@code user} with the password
   *     {@code secret}, the host of an empty registry with TLS, and a folder, which contains {@code
   *     ca.pem}, the certificate of the second registry, and gets a few small files
   */
  public static void main(String[] args) throws IOException {
    run(args[0], args[1], Path.of(args[2]).toAbsolutePath());
    Preload.start();
    Main.main(new String[] {"version"}); // As each command begins and ends.
  }

  static void run(String host, String secureHost, Path folder) throws IOException {
    new StartupTraining(host, secureHost, folder).run();
  }

  private void run() throws IOException {
    Files.writeString(folder.resolve("one.txt"), "one");
    Files.writeString(Files.createDirectory(folder.resolve("tree")).resolve("two.txt"), "two");
    String login = Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8));
    Files.writeString(
        Files.createDirectory(folder.resolve(".docker")).resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(host, login));
    String name = host + "/training:v1";
    oras("version");
    oras("help");
    oras("push", name, "one.txt", "tree");
    oras("push", name, "one.txt", "tree");
    oras("resolve", name);
    oras("pull", name, "-o", "out");
    oras("pull", name, "-o", "out");
    oras("manifest", "fetch", name);
    oras("tag", name, "v2");
    oras("cp", name, host + "/copied:v1");
    oras("attach", "--artifact-type", "application/x.training", name, "one.txt");
    oras("discover", name);
    oras("push", "--oci-layout", "layout:v1", "one.txt");
    oras("push", "--registry-config", ".docker/config.json", host + "/guarded", "one.txt");
    String secure = secureHost + "/training:v1";
    oras("push", "--plain-http=false", "--ca-file", "ca.pem", secure, "one.txt");
    oras("resolve", "--plain-http=false", "--ca-file", "ca.pem", secure);
    oras("pull", "--plain-http=false", "--ca-file", "ca.pem", secure, "-o", "secure");
    oras("cp", "--from-plain-http=false", "--from-ca-file", "ca.pem", secure, host + "/copied:v2");
    fails("resolve", host + "/nothing:v1"); // Errors are shown fast, too.
    failsBeforeTheAnswerOfTls();
  }

  /**
   * Starts a TLS handshake with the certificate authorities of the JVM, and ends before the server
   * responds.
   */
  private void failsBeforeTheAnswerOfTls() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> endConnections(listener), "training");
      server.setDaemon(true);
      server.start();
      String tls = listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
      fails("resolve", "--plain-http=false", tls + "/training:v1");
    }
  }

  private static void endConnections(ServerSocket listener) {
    try {
      while (true) {
        try (Socket client = listener.accept()) {
          client.getInputStream().read();
          client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      // The listener is closed.
    }
  }

  private void fails(String... arguments) {
    require(!run(arguments).isEmpty(), String.join(" ", arguments) + " did not fail");
  }

  private void oras(String... arguments) {
    String problem = run(arguments);
    require(problem.isEmpty(), problem);
  }

  /** What the command said of its failure; empty when it did not fail. */
  private String run(String... arguments) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    CommandEnvironment environment =
        new CommandEnvironment(
            InputStream.nullInputStream(),
            Printer.ofNothing(),
            new Printer(errors),
            folder,
            Environment.of(Map.of(), folder, "Linux"),
            Terminal.NONE);
    return CommandRunner.run(environment, arguments) == 0
        ? ""
        : String.join(" ", arguments) + ": " + errors.toString(UTF_8);
  }

  private static void require(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalStateException("the training failed: " + problem);
    }
  }
}
