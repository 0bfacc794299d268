package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.structure.ChildJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small program over the library, as its users build and run one. */
class ProgramTest {
  private static final int MIB = 1 << 20;

  @TempDir static Path shared;
  private static Path program;

  @TempDir Path work;
  private Path out;

  @BeforeAll
  static void compile() throws IOException {
    program = ExampleProgram.compile(shared);
  }

  @BeforeEach
  void folders() {
    out = work.resolve("out");
  }

  private static String classPath() {
    return program + File.pathSeparator + Reactor.path(ExampleProgram.LIBRARIES);
  }

  private ChildJvm onTheClassPath(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", classPath(), ExampleProgram.MAIN));
    return new ChildJvm(work, ChildJvm.ownJava(), all.toArray(String[]::new));
  }

  /** Runs it and checks what every run has to show: the file is there, and nothing else. */
  private void pushesAndPulls(ChildJvm jvm, Path file, String end) throws Exception {
    try (InProcessRegistry registry =
        InProcessRegistry.builder().folder(work.resolve("registry")).start()) {
      Outcome outcome =
          jvm.run(registry.host() + "/program:v1", file.toString(), out.toString(), end);
      assertEquals(List.of("done"), outcome.lines());
      assertEquals(0, outcome.status());
      // Threads of an idle pool keep a JVM alive for a minute; a busy machine takes less.
      assertTrue(
          outcome.end().compareTo(Duration.ofSeconds(40)) < 0,
          () -> "ended after " + outcome.end());
      assertEquals(List.of("v1"), registry.tags("program"));
      assertEquals(0, registry.openUploads());
    }
    assertEquals(List.of(file.getFileName()), names(out));
    assertEquals(-1, Files.mismatch(file, out.resolve(file.getFileName())));
    assertEquals(List.of(), names(jvm.temporary()), "temporary files are left");
  }

  private static List<Path> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::getFileName).toList();
    }
  }

  private Path small() throws IOException {
    return Files.writeString(work.resolve("hello.txt"), "hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "leave"})
  void aProgramThatPushedAndPulledEndsByItselfAndLeavesNothing(String end) throws Exception {
    pushesAndPulls(onTheClassPath(), small(), end);
  }

  @Test
  void aFileLargerThanTheHeapIsPushedAndPulled() throws Exception {
    Path file = work.resolve("large.bin");
    byte[] bytes = new byte[MIB];
    Random random = new Random(42);
    try (OutputStream large = Files.newOutputStream(file)) {
      for (int i = 0; i < 256; i++) {
        random.nextBytes(bytes);
        large.write(bytes);
      }
    }
    pushesAndPulls(onTheClassPath("-Xmx24m"), file, "close");
  }

  @Test
  void anImageOfCoreTheTransportAndAJsonProviderPushesAndPulls() throws Exception {
    assumeTrue(canLink(), "this JDK cannot link images: it has neither jlink nor jmods");
    Path image = work.resolve("image");
    List<Path> modules = new ArrayList<>(ExampleProgram.LIBRARIES);
    modules.add(program);
    Tools.run(
        "jlink",
        "--module-path",
        Reactor.path(modules),
        "--add-modules",
        ExampleProgram.MODULE + ",io.oras.transport.jdk,org.eclipse.parsson",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        image.toString());
    Path java = image.resolve("bin/java");

    assertEquals(
        Set.of(
            ExampleProgram.MODULE,
            "io.oras.api",
            "io.oras.auth.spi",
            "io.oras.core",
            "io.oras.transport.jdk",
            "jakarta.json",
            "org.eclipse.parsson",
            "java.base",
            "java.logging", // for jakarta.json
            "java.net.http"),
        new ChildJvm(work, java, "--list-modules")
            .run().lines().stream()
                .map(line -> line.replaceFirst("@.*", ""))
                .collect(Collectors.toSet()));
    pushesAndPulls(
        new ChildJvm(work, java, "-m", ExampleProgram.MODULE + "/" + ExampleProgram.MAIN),
        small(),
        "leave");
  }

  /** With its modules packed beside it, or out of itself, as a JDK can from 24 on. */
  private static boolean canLink() {
    return ToolProvider.findFirst("jlink").isPresent()
        && (Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))
            || Tools.run("jlink", "--help").contains("run-time image enabled"));
  }
}
