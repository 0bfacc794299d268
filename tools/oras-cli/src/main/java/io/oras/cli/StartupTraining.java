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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Runs the usual commands once, so that an archive of classes that is made at its end (JEP 350, JEP
 * 514) holds what they load. The launcher calls it when it is built.
 */
public final class StartupTraining {
  private final Path folder;

  private StartupTraining(Path folder) {
    this.folder = folder;
  }

  /** Trains in the empty folder that is named, which then holds a few small files. */
  public static void main(String[] args) throws IOException {
    in(Path.of(args[0]).toAbsolutePath());
    Main.main(new String[] {"version"}); // As each command begins and ends.
  }

  static void in(Path folder) throws IOException {
    try (TrainingRegistry registry = new TrainingRegistry(InetAddress.getLoopbackAddress())) {
      new StartupTraining(folder).run(registry.host());
    }
  }

  private void run(String host) throws IOException {
    Files.writeString(folder.resolve("one.txt"), "one");
    Files.writeString(Files.createDirectory(folder.resolve("tree")).resolve("two.txt"), "two");
    String login = Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(host, login));
    String name = host + "/training:v1";
    oras("version");
    oras("help");
    oras("push", name, "one.txt", "tree");
    oras("push", name, "one.txt", "tree");
    oras("resolve", name);
    oras("pull", name, "-o", "out");
    oras("manifest", "fetch", name);
    oras("tag", name, "v2");
    oras("cp", name, host + "/copied:v1");
    oras("attach", "--artifact-type", "application/x.training", name, "one.txt");
    oras("discover", name);
    oras("push", "--oci-layout", "layout:v1", "one.txt");
    oras("push", "--registry-config", "config.json", host + TrainingRegistry.GUARDED, "one.txt");
    String refused = run("resolve", host + "/nothing:v1"); // Errors are shown fast, too.
    require(!refused.isEmpty(), "what is not there was resolved");
    // As much of TLS as comes before the server's answer.
    String plain = run("resolve", "--plain-http=false", name);
    require(!plain.isEmpty(), "TLS was spoken without a certificate");
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
