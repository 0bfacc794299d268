package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java of the README, of docs and of comments compiles: a whole file as it is, statements in a
 * method, with the names that {@link Snippet} gives. Modules are compiled where their page is
 * tested.
 */
class SnippetsTest {
  @TempDir Path classes;

  private static List<Snippet> inPages() {
    return Stream.concat(
            Stream.of(Reactor.ROOT.resolve("README.md")),
            Reactor.files(Reactor.ROOT.resolve("docs"), ".md").stream())
        .flatMap(Snippet::ofPage)
        .toList();
  }

  private static List<Snippet> inComments() {
    return Reactor.modules().stream()
        .flatMap(
            module ->
                module.exported().stream()
                    .map(
                        name ->
                            Reactor.ROOT
                                .resolve(module.folder())
                                .resolve("src/main/java")
                                .resolve(name.replace('.', '/'))))
        .flatMap(folder -> Reactor.files(folder, ".java").stream())
        .distinct()
        .flatMap(Snippet::ofComments)
        .toList();
  }

  @Test
  void codeInPagesCompiles() throws IOException {
    List<Snippet> snippets = inPages();
    assertTrue(snippets.size() >= 4, snippets::toString);
    compile(snippets);
  }

  @Test
  void codeInCommentsCompiles() throws IOException {
    List<Snippet> snippets = inComments();
    assertTrue(snippets.size() >= 4, snippets::toString);
    compile(snippets);
  }

  /** What core implements, and what needs no more than its accessors, has no example. */
  private static final Set<String> WITHOUT_EXAMPLE =
      Set.of(
          "ArchiveReader",
          "CopyResult",
          "Evidence",
          "Prioritized",
          "StoreContext",
          "TransportConfig",
          "Version");

  @Test
  void entryPointsAndProviderInterfacesShowTheirUse() {
    assertEquals(
        List.of(),
        Reactor.modules().stream()
            .flatMap(
                module ->
                    module.publicTypes().stream()
                        .filter(SnippetsTest::needsExample)
                        .filter(
                            type -> Snippet.ofComments(source(module, type)).findAny().isEmpty())
                        .map(Class::getName))
            .toList());
  }

  private static boolean needsExample(Class<?> type) {
    boolean provider =
        type.isInterface() && !type.isSealed() && type.getPackageName().endsWith(".spi");
    return type.getEnclosingClass() == null
        && (provider || type.getPackageName().equals("io.oras.core"))
        && !WITHOUT_EXAMPLE.contains(type.getSimpleName());
  }

  private static Path source(BuiltModule module, Class<?> type) {
    return Reactor.ROOT
        .resolve(module.folder())
        .resolve("src/main/java")
        .resolve(type.getName().replace('.', '/') + ".java");
  }

  /** Each by itself: two pages may show a class of the same name. */
  private void compile(List<Snippet> snippets) throws IOException {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < snippets.size(); i++) {
      if (!snippets.get(i).isModule()) {
        problems.addAll(problems(snippets.get(i), i));
      }
    }
    assertEquals("", String.join("\n", problems), "code that does not compile");
  }

  private List<String> problems(Snippet snippet, int number) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(null, files, found, options, null, List.of(snippet.source(number)))
              .call();
      return done
          ? List.of()
          : found.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(each -> told(snippet, each))
              .toList();
    }
  }

  private static String told(Snippet snippet, Diagnostic<?> problem) {
    return Reactor.ROOT.relativize(snippet.file())
        + ":"
        + (snippet.line() + problem.getLineNumber() - 1)
        + ": "
        + problem.getMessage(Locale.ROOT);
  }
}
