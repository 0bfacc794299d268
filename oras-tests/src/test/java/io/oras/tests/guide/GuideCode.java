package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles code as the readers of a guide do. */
public final class GuideCode {
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));

  private GuideCode() {}

  /** The text of a page in {@code docs}. */
  public static String page(String name) throws IOException {
    return Files.readString(BASE.resolve("../docs").resolve(name));
  }

  /** Where the sources of a package are that a page shows. */
  public static Path sources(String packageName) {
    return BASE.resolve("src/test/java").resolve(packageName.replace('.', '/'));
  }

  /** What of the class path has that in its name. */
  public static List<Path> libraries(String regex) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> entry.matches(".*(" + regex + ").*"))
        .map(Path::of)
        .toList();
  }

  /** Compiles all files of a folder; what the compiler says is in the failure. */
  public static void compile(Path sources, Path out, String pathOption, List<Path> libraries)
      throws IOException {
    String path =
        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> options = List.of("-proc:none", pathOption, path, "-d", out.toString());
    try (var files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> java = found.filter(file -> file.toString().endsWith(".java")).toList();
      StringWriter messages = new StringWriter();
      boolean done =
          ToolProvider.getSystemJavaCompiler()
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertTrue(done, messages::toString);
    }
  }
}
