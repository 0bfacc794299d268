import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Adds a module descriptor to copies of the jars that have none, because {@code jlink} refuses
 * automatic modules. A descriptor requires the modules whose classes the jar uses, and exports all
 * packages.
 */
final class ModuleDescriptors {
  private static final String RELEASE = "17";

  private final List<Path> jars;
  private final Path folder;

  /**
   * Prepares the copies.
   *
   * @param jars a module path
   * @param folder of the copies
   */
  ModuleDescriptors(List<Path> jars, Path folder) {
    this.jars = jars;
    this.folder = folder;
  }

  /** Returns the module path with copies in place of the jars that have no descriptor. */
  List<Path> add() throws IOException {
    ImageBuilder.delete(folder);
    Files.createDirectories(folder);
    Map<Path, String> automatic = new LinkedHashMap<>();
    for (Path jar : jars) {
      ModuleFinder.of(jar).findAll().stream()
          .map(ModuleReference::descriptor)
          .filter(module -> module.isAutomatic())
          .forEach(module -> automatic.put(jar, module.name()));
    }
    if (automatic.isEmpty()) {
      return jars;
    }
    List<String> analysis =
        new ArrayList<>(
            List.of("--module-path", path(jar -> true), "--multi-release", RELEASE, "-quiet"));
    // Optional dependencies of a library.
    analysis.addAll(List.of("--ignore-missing-deps", "--generate-module-info", folder.toString()));
    automatic.keySet().forEach(jar -> analysis.add(jar.toString()));
    run("jdeps", analysis);
    List<Path> path = new ArrayList<>();
    for (Path jar : jars) {
      path.add(automatic.containsKey(jar) ? copy(jar, automatic.get(jar)) : jar);
    }
    return path;
  }

  private Path copy(Path jar, String module) throws IOException {
    refuseServices(jar);
    Path source = folder.resolve(module).resolve("versions").resolve(RELEASE);
    Path classes = folder.resolve(module).resolve("classes");
    run(
        "javac",
        List.of(
            "--module-path",
            path(other -> !other.equals(jar)),
            "--patch-module",
            module + "=" + jar,
            "-d",
            classes.toString(),
            source.resolve("module-info.java").toString()));
    Path copy = Files.copy(jar, folder.resolve(jar.getFileName()), REPLACE_EXISTING);
    run(
        "jar",
        List.of("--update", "--file=" + copy, "-C", classes.toString(), "module-info.class"));
    return copy;
  }

  /** The services that code uses are not in a generated descriptor: nobody can know them all. */
  private static void refuseServices(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
        String name = entry.getName();
        if (name.startsWith("META-INF/services/") || usesServices(zip, entry)) {
          throw new IllegalStateException(
              jar
                  + " has no module descriptor, and provides or uses services: "
                  + name
                  + ". Write its descriptor with 'provides' and 'uses' by hand.");
        }
      }
    }
  }

  private static boolean usesServices(ZipFile zip, ZipEntry entry) throws IOException {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    try (InputStream content = zip.getInputStream(entry)) {
      return new String(content.readAllBytes(), ISO_8859_1).contains("java/util/ServiceLoader");
    }
  }

  private String path(Predicate<Path> wanted) {
    return jars.stream()
        .filter(wanted)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void run(String tool, List<String> arguments) throws IOException {
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IOException("this JDK has no " + tool))
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("exit code " + code + ": " + tool + " " + String.join(" ", arguments));
    }
  }
}
