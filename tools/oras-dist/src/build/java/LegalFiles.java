import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The licences in the distribution: of this project, and of each library in a folder with the name
 * of its module. The files come from the jar of the library or, if the jar has no licence, from
 * {@code src/main/legal}.
 */
final class LegalFiles {
  private static final Pattern IN_JAR =
      Pattern.compile("(?:META-INF/)?((LICENSE|NOTICE)[^/]*)", Pattern.CASE_INSENSITIVE);

  private final Path project;
  private final Path folder;

  /**
   * Prepares the files.
   *
   * @param project the folder of this project
   * @param folder of the licences
   */
  LegalFiles(Path project, Path folder) {
    this.project = project;
    this.folder = folder;
  }

  /** Writes the licences. */
  void write(List<Path> jars) throws IOException {
    Path own = project.resolve("src/main/legal");
    copy(own, folder);
    Files.copy(project.resolve("../../LICENSE"), folder.resolve("LICENSE"));
    for (Path jar : jars) {
      for (String module : modules(jar)) {
        Path target = Files.createDirectory(folder.resolve(module));
        if (!extract(jar, target)) {
          if (!Files.isDirectory(own.resolve(module))) {
            throw new IllegalStateException(
                jar + " contains no licence: add one to " + own.resolve(module));
          }
          copy(own.resolve(module), target);
        }
      }
    }
  }

  private static List<String> modules(Path jar) {
    return ModuleFinder.of(jar).findAll().stream()
        .map(module -> module.descriptor().name())
        .filter(name -> !name.startsWith("io.oras."))
        .toList();
  }

  /** Copies the files, but no folders. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Extracts licences and notices, and returns whether a licence was among them. */
  private static boolean extract(Path jar, Path target) throws IOException {
    boolean licence = false;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        Matcher name = IN_JAR.matcher(entry.getName());
        if (name.matches()) {
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target.resolve(name.group(1)));
          }
          licence |= name.group(2).equalsIgnoreCase("LICENSE");
        }
      }
    }
    return licence;
  }
}
