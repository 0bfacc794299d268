import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The archive of the classes that the command loads when it starts. The classes are found by
 * training: the usual commands run once against in-process registries, with and without TLS. Each
 * registry runs in a JVM of its own, so that its classes stay out of the archive.
 */
final class StartupArchive {
  private static final String TRAINING = "io.oras.cli.StartupTraining";

  private final Path image;
  private final List<String> start;
  private final List<Path> registry;

  /**
   * Prepares the archive of an image.
   *
   * @param start the command that starts a class, for {@link ImageBuilder#command}
   * @param registry the class path of the in-process registry
   */
  StartupArchive(Path image, List<String> start, List<Path> registry) {
    this.image = image;
    this.start = start;
    this.registry = registry;
  }

  /** Writes an AOT cache or, before Java 25, an archive of class data. */
  void write(boolean aot) throws IOException, InterruptedException {
    if (aot) {
      // The profiles of the training would start compilers, for which a short command is too short.
      train(
          List.of(
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:-AOTRecordTraining",
              "-XX:AOTCacheOutput=" + image.resolve("lib/oras.aot")));
      return;
    }
    // A static archive: picocli's class files are too old for a dynamic one.
    Path classes = image.resolve("lib/classes");
    train(List.of("-XX:DumpLoadedClassList=" + classes));
    // Only G1 stores objects in the archive. Every collector reads them.
    List<String> dump =
        ImageBuilder.command(
            start,
            List.of(
                "-Xlog:disable",
                "-XX:+UseG1GC",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + image.resolve("lib/oras.jsa")),
            TRAINING);
    ImageBuilder.run(dump);
    Files.delete(classes);
  }

  private void train(List<String> flags) throws IOException, InterruptedException {
    Path folder = image.resolve("training");
    Files.createDirectories(folder);
    Process plain = startRegistry("--token", "user", "secret");
    Process secure = startRegistry("--tls");
    try (BufferedReader plainOutput = plain.inputReader();
        BufferedReader secureOutput = secure.inputReader()) {
      List<String> all = new ArrayList<>(flags);
      all.add(0, "@" + image.resolve("lib/graph.args"));
      List<String> command = ImageBuilder.command(start, all, TRAINING);
      command.addAll(List.of(plainOutput.readLine(), secureOutput.readLine(), folder.toString()));
      Files.writeString(folder.resolve("ca.pem"), certificate(secureOutput));
      ImageBuilder.run(command);
    } finally {
      for (Process server : List.of(plain, secure)) {
        server.destroy();
        server.waitFor();
      }
    }
    ImageBuilder.delete(folder);
  }

  private static String certificate(BufferedReader output) throws IOException {
    StringBuilder pem = new StringBuilder();
    String line;
    do {
      line = output.readLine();
      pem.append(line).append('\n');
    } while (line != null && !line.startsWith("-----END"));
    return pem.toString();
  }

  private Process startRegistry(String... options) throws IOException {
    String classPath =
        registry.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                ImageBuilder.jdk("java"), "-cp", classPath, "io.oras.tests.registry.RegistryMain"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }
}
