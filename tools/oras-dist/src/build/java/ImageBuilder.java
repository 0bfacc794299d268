import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the folder that users get: the launcher, a Java runtime with the modules of the command,
 * an archive of the classes that the command loads when it starts, completions for shells, and
 * licences. Uses the JDK that runs the build.
 */
public final class ImageBuilder {
  /** A module of the JDK that other modules find as a service. */
  private static final String ELLIPTIC_CURVES = "jdk.crypto.ec";

  /** The shells with their files of completions. */
  private static final List<String> COMPLETIONS =
      List.of("bash=oras.bash", "zsh=_oras", "fish=oras.fish", "powershell=oras.ps1");

  /** The first version with an AOT cache that one run writes (JEP 514). */
  private static final int AOT_CACHE = 25;

  private final Path project;
  private final Path image;
  private final List<Path> jars;
  private final List<Path> registry;

  private ImageBuilder(Path project, Path image, List<Path> jars, List<Path> registry) {
    this.project = project;
    this.image = image;
    this.jars = jars;
    this.registry = registry;
  }

  /**
   * Builds the image.
   *
   * @param args the folder of this project, the folder of the image, the class path of the command,
   *     the class path of the registry for training
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    new ImageBuilder(Path.of(args[0]), Path.of(args[1]), jars(args[2]), jars(args[3])).build();
  }

  private static List<Path> jars(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  private void build() throws IOException, InterruptedException {
    delete(image);
    copyLauncher();
    new LegalFiles(project, image.resolve("legal")).write(jars);
    boolean aot = Runtime.version().feature() >= AOT_CACHE;
    List<String> start = link(aot ? upgraded() : jars);
    new StartupArchive(image, start, registry).write(aot);
    writeCompletions(start);
    Files.writeString(
        project.resolve("target/platform.properties"),
        "platform=" + system() + "-" + architecture() + "\n");
    Files.writeString(image.resolve("lib/version"), Runtime.version() + "\n");
  }

  /** Returns the jars with class files that an AOT cache takes. picocli's are of Java 5. */
  private List<Path> upgraded() throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>();
    Path folder = Files.createDirectories(project.resolve("target/upgraded"));
    for (Path jar : jars) {
      if (jar.getFileName().toString().startsWith("picocli-")) {
        Path copy = folder.resolve(jar.getFileName());
        Path program = project.resolve("src/build/java/ClassFileUpgrade.java");
        run(List.of(jdk("java"), program.toString(), jar.toString(), copy.toString()));
        all.add(copy);
      } else {
        all.add(jar);
      }
    }
    return all;
  }

  /**
   * Links a runtime and returns the command that starts a class in it, for {@link #command}.
   * Without the tools or the modules of the JDK, which some systems package separately, the class
   * path has to do.
   */
  private List<String> link(List<Path> modulePath) throws IOException, InterruptedException {
    Path runtime = image.resolve("runtime");
    try {
      jlink(new ModuleDescriptors(modulePath, project.resolve("target/modules")).add(), runtime);
      return List.of(runtime.resolve("bin/java").toString(), "-m", "io.oras.cli/");
    } catch (IOException e) {
      System.err.println(
          "The command runs from the class path, because no runtime was linked: " + e);
      delete(runtime);
    }
    Path folder = Files.createDirectories(image.resolve("lib/jars"));
    for (Path jar : modulePath) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
    return List.of(jdk("java"), "-cp", folder.resolve("*").toString(), "");
  }

  /** Links all modules of the path: the command finds most of them as services. */
  private static void jlink(List<Path> modulePath, Path runtime)
      throws IOException, InterruptedException {
    String modules =
        ModuleFinder.of(modulePath.toArray(Path[]::new)).findAll().stream()
            .map(module -> module.descriptor().name())
            .sorted()
            .collect(Collectors.joining(","));
    List<String> jlink =
        List.of(
            jdk("jlink"),
            "-p",
            modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "--add-modules",
            modules + "," + ELLIPTIC_CURVES,
            "--output",
            runtime.toString(),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages");
    run(jlink);
  }

  private void writeCompletions(List<String> start) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(image.resolve("completions"));
    for (String completion : COMPLETIONS) {
      String[] parts = completion.split("=");
      List<String> command = command(start, List.of(), "io.oras.cli.Main");
      command.addAll(List.of("completion", parts[0]));
      run(command, folder.resolve(parts[1]));
    }
  }

  /**
   * Returns a command to which arguments can be added.
   *
   * @param start the program, its options, and what precedes the name of a class
   * @param flags of the JVM
   */
  static List<String> command(List<String> start, List<String> flags, String type) {
    int last = start.size() - 1;
    List<String> command = new ArrayList<>(start.subList(0, 1));
    command.addAll(flags);
    command.addAll(start.subList(1, last));
    command.add(start.get(last) + type);
    return command;
  }

  private void copyLauncher() throws IOException {
    Path from = project.resolve("src/main/launcher");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = image.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, COPY_ATTRIBUTES);
      }
    }
  }

  static void run(List<String> command) throws IOException, InterruptedException {
    finish(command, new ProcessBuilder(command).inheritIO().start());
  }

  private static void run(List<String> command, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    finish(command, builder.redirectOutput(output.toFile()).start());
  }

  private static void finish(List<String> command, Process process)
      throws IOException, InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("exit code " + code + ": " + String.join(" ", command));
    }
  }

  static String jdk(String program) {
    String suffix = File.separatorChar == '\\' ? ".exe" : "";
    return Path.of(System.getProperty("java.home"), "bin", program + suffix).toString();
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : name;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ImageBuilder::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
