package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.spi.Environment;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Terminal;
import io.oras.tests.corpus.Corpus;
import io.oras.tests.corpus.CorpusStorage;
import io.oras.tests.corpus.CrowdedLayout;
import io.oras.tests.corpus.OddDocument;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read, with each document of the corpus, from registries and layouts. */
class CorpusTest {
  @TempDir Path root;

  /** Runs this command in this JVM. */
  private CorpusBench.Outcome run(Path folder, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        Environment.of(
            Map.of("DOCKER_CONFIG", root.resolve("docker").toString()),
            root.resolve("home"),
            "Linux");
    CommandEnvironment process =
        new CommandEnvironment(
            new ByteArrayInputStream(new byte[0]),
            new Printer(out),
            new Printer(err),
            folder,
            environment,
            Terminal.NONE);
    int exit = CommandRunner.run(process, arguments.toArray(String[]::new));
    return new CorpusBench.Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @TestFactory
  Stream<DynamicTest> eachDocumentIsReadAsExpected() throws Exception {
    Map<CorpusBench.Check, String> outcomes;
    try (CorpusBench bench = new CorpusBench(root, Corpus.repositories())) {
      outcomes = bench.outcomes("this", 2, this::run);
    }
    Map<String, List<CorpusBench.Check>> byRepository =
        outcomes.keySet().stream()
            .collect(Collectors.groupingBy(check -> check.repository().toString()));
    return byRepository.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertEquals(
                            text(each.getValue(), CorpusBench.Check::expected),
                            text(each.getValue(), outcomes::get))));
  }

  private static String text(
      List<CorpusBench.Check> checks, Function<CorpusBench.Check, String> outcome) {
    return checks.stream()
        .map(check -> check.source() + " " + check.use() + ": " + outcome.apply(check))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** A layout with all odd manifests at once: an ordinary one in it is not affected. */
  @Test
  void noDocumentOfALayoutAffectsAnother() throws Exception {
    CrowdedLayout crowded = CrowdedLayout.create();
    Path layout = root.resolve("crowded");
    CorpusStorage.writeLayout(crowded.contents(), crowded.indexFile(), layout);
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      String good = layout + ":good";
      String target = registry.otherHost() + "/";
      succeed("manifest", "fetch", "--oci-layout", good, "--output", "fetched");
      succeed("pull", "--oci-layout", good, "--output", "pulled");
      assertEquals("good\n", Files.readString(root.resolve("pulled/good.txt")));
      String discovered = succeed("discover", "--oci-layout", good, "--format", "json");
      assertTrue(discovered.contains(CrowdedLayout.REFERRER_TYPE), discovered);
      succeed("cp", "-r", "--from-oci-layout", good, target + "copied:good");
      succeed("restore", "--input", layout.toString(), target + "restored:good");
      succeed("tag", "--oci-layout", good, "better");
      for (String name : List.of("copied", "restored")) {
        String listed = succeed("discover", target + name + ":good", "--format", "json");
        assertTrue(listed.contains(CrowdedLayout.REFERRER_TYPE), listed);
      }
    }
  }

  private String succeed(String... arguments) {
    CorpusBench.Outcome run = run(root, List.of(arguments));
    assertEquals(0, run.exit(), () -> List.of(arguments) + ": " + run.err());
    return run.out();
  }

  @Test
  void namesOfDocumentsDiffer() {
    List<String> names = Corpus.documents().stream().map(OddDocument::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
