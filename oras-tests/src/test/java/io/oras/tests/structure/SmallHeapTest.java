package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.structure.ChildJvm.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a registry sends does not decide how much memory is used. {@code
 * -Doras.memory.manifests=500} asks for as many manifests as {@code .ci/long memory} does.
 */
class SmallHeapTest {
  private static final int MANIFESTS = Integer.getInteger("oras.memory.manifests", 16);

  @TempDir private Path work;

  private Outcome run(String... arguments) throws Exception {
    return run(64, arguments);
  }

  private Outcome run(int mebibytes, String... arguments) throws Exception {
    Path tests =
        Path.of(SmallHeapProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ChildJvm jvm =
        new ChildJvm(
            work,
            ChildJvm.ownJava(),
            "-Xmx" + mebibytes + "m",
            "-cp",
            tests + File.pathSeparator + Reactor.path(ExampleProgram.LIBRARIES),
            SmallHeapProgram.class.getName());
    return jvm.run(arguments);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 40})
  void manyManifestsOf4MibAreCopiedToARegistry(int annotation) throws Exception {
    try (GeneratingRegistry registry = new GeneratingRegistry(MANIFESTS, annotation, 0)) {
      Outcome outcome =
          run("copy", registry.host() + "/source:v1", registry.host() + "/destination:v1");
      assertEquals(List.of(registry.index().toString()), outcome.lines());
      assertEquals(0, outcome.status());
      assertTrue(registry.manifests().stream().allMatch(registry::has));
    }
  }

  @Test
  void manyManifestsOf4MibAreCopiedToALayout() throws Exception {
    Path layout = work.resolve("layout");
    try (GeneratingRegistry registry = new GeneratingRegistry(MANIFESTS, 1000, 0)) {
      Outcome outcome =
          run("copy", registry.host() + "/source:v1", "oci-layout://" + layout + "#v1");
      assertEquals(List.of(registry.index().toString()), outcome.lines());
      assertEquals(0, outcome.status());
      for (String digest : registry.manifests()) {
        Path blob = layout.resolve("blobs").resolve(digest.replace(':', '/'));
        assertTrue(Files.isRegularFile(blob), digest);
      }
    }
  }

  /** The JDK's client holds what the server sends when a fast reader becomes slow. */
  @Test
  void aBlobLargerThanTheHeapIsReadInSmallPartsByAReaderThatBecomesSlow() throws Exception {
    try (GeneratingRegistry registry = new GeneratingRegistry(0, 1000, 0)) {
      Outcome outcome =
          run(
              32,
              "read",
              registry.host() + "/zeros",
              GeneratingRegistry.blob().toString(),
              Long.toString(GeneratingRegistry.BLOB));
      assertEquals(List.of(GeneratingRegistry.BLOB + " bytes"), outcome.lines());
      assertTrue(registry.longest() < 4 << 20, () -> registry.longest() + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void manyBlobsThatAreReadInTurnShareTheMemory(int number) throws Exception {
    try (GeneratingRegistry registry = new GeneratingRegistry(0, 1000, 0)) {
      Outcome outcome =
          run(
              "read",
              registry.host() + "/zeros",
              GeneratingRegistry.blob().toString(),
              Long.toString(GeneratingRegistry.BLOB),
              Integer.toString(number));
      assertEquals(List.of((long) number * (8 << 20) + " bytes"), outcome.lines());
      assertEquals(0, outcome.status());
    }
  }

  @Test
  void aListOfAMillionReferrersEndsWithAClearLimit() throws Exception {
    try (GeneratingRegistry registry = new GeneratingRegistry(0, 1000, 1_000_000)) {
      Outcome outcome = run("discover", registry.host() + "/source:subject");
      assertEquals(1, outcome.lines().size(), () -> "" + outcome.lines());
      String line = outcome.lines().get(0);
      assertTrue(line.startsWith("LimitExceededException: the lists have too many"), line);
    }
  }
}
