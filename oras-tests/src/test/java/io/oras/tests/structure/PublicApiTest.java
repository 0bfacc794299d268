package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Manifest;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API is what was reviewed: a file for each module that exports anything. With {@code
 * -Doras.api.update} the files are written anew, and the change is reviewed as part of the commit.
 */
class PublicApiTest {
  private static final Path FOLDER =
      Reactor.ROOT.resolve("oras-tests/src/test/resources/io/oras/tests/structure/api");

  private static final String ADVICE =
      """
      the public API changed; if that is meant, review the lines above, write it down with

        mvn -q test -Dquick -Dmaven.test.skip=false -pl oras-tests -am -Dtest=PublicApiTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Doras.api.update

      and commit it""";

  static Stream<BuiltModule> modules() {
    return Reactor.modules().stream().filter(module -> !module.exported().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePublicApiIsWhatWasReviewed(BuiltModule module) throws IOException {
    Path file = FOLDER.resolve(module.name() + ".txt");
    List<String> now = ApiText.of(module);
    if (System.getProperty("oras.api.update") != null) {
      Files.createDirectories(FOLDER);
      Files.write(file, now);
    }
    List<String> reviewed = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> changes = new ArrayList<>(without("- ", reviewed, now));
    changes.addAll(without("+ ", now, reviewed));
    assertTrue(changes.isEmpty(), () -> "\n" + String.join("\n", changes) + "\n" + ADVICE);
  }

  /** The compilers of JDK 21 and later describe the parameters of a compact constructor. */
  @Test
  void textDoesNotDependOnTheCompiler(@TempDir Path folder) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Names.java"),
            "public record Names(java.util.List<String> all) { public Names {} }");
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertEquals(0, javac.run(System.out, System.err, "-d", folder.toString(), source.toString()));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> names = loader.loadClass("Names");
      assertEquals("(List<String>)", ApiText.parameters(names.getConstructors()[0]));
    }
  }

  /** JSON has a null, and the bytes of a key need no password. */
  private static final Set<String> NULL_HAS_A_MEANING =
      Set.of(
          "io.oras.console.ConsoleLogger#shellCommand(String?): void",
          "io.oras.core.document.OciJson#values(byte[], String): static Object?",
          "io.oras.tests.real.RealRegistry#start(RegistryProgram, Path, Account?, ServerIdentity?):"
              + " static RealRegistry throws IOException",
          "io.oras.trust.KeySigner#read(Path, char[]?): static KeySigner throws IOException");

  @ParameterizedTest
  @MethodSource("modules")
  void onlyRecordsAndExceptionsTakeOrGiveNull(BuiltModule module) {
    Set<String> exempt =
        module.publicTypes().stream()
            .filter(
                type ->
                    type.isRecord()
                        || type == Manifest.class
                        || Throwable.class.isAssignableFrom(type))
            .map(Class::getCanonicalName)
            .collect(Collectors.toSet());
    assertEquals(
        List.of(),
        ApiText.of(module).stream()
            .filter(line -> line.matches(".*[\\w\\]>]\\?.*"))
            .filter(line -> !NULL_HAS_A_MEANING.contains(line))
            .filter(line -> !exempt.contains(line.replaceFirst("#.*", "")))
            .toList());
  }

  private static List<String> without(String mark, List<String> lines, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line)).map(line -> mark + line).toList();
  }
}
