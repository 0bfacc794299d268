package io.oras.all;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose only dependency is {@code io.oras:oras}, on the class path and as a module. */
class OneDependencyTest {
  private static final String MAIN = "com.example.Program";

  private static final String DESCRIPTOR =
      """
      module com.example {
        requires io.oras;
      }
      """;

  private static final String SOURCE =
      """
      package com.example;

      import io.oras.core.Oras;
      import io.oras.core.files.ArtifactFiles;
      import java.nio.file.Path;

      public final class Program {
        public static void main(String[] args) throws Exception {
          Path work = Path.of(args[0]);
          String name = "oci-layout://" + work.resolve("layout").toUri().getRawPath() + "#v1";
          try (Oras oras = Oras.create()) {
            oras.push(
                name, ArtifactFiles.in(work.resolve("in")).file("a.txt").file("tree").artifact());
            oras.pull(name, work.resolve("out"));
          }
          ModuleLayer.boot().modules().stream()
              .map(Module::getName)
              .filter(module -> !module.startsWith("java.") && !module.startsWith("jdk."))
              .sorted()
              .forEach(System.out::println);
        }
      }
      """;

  @TempDir Path work;
  private Path classes;
  private String libraries;

  @BeforeEach
  void prepare() throws IOException {
    classes = work.resolve("classes");
    Path target = Path.of(System.getProperty("basedir", ""), "target");
    libraries =
        target.resolve("classes").toAbsolutePath()
            + File.pathSeparator
            + Files.readString(target.resolve("runtime.path")).strip();
    Files.createDirectories(work.resolve("in/tree"));
    Files.writeString(work.resolve("in/a.txt"), "a");
    Files.writeString(work.resolve("in/tree/b.txt"), "b");
  }

  @Test
  void aProgramOnTheClassPathPushesToALayoutAndPullsItBack() throws Exception {
    compile("-cp", "Program.java");
    assertEquals(
        List.of(), run("-cp", classes + File.pathSeparator + libraries, MAIN, work.toString()));
    assertPulled();
  }

  @Test
  void aModuleThatRequiresThisOneGetsAllAdaptersAsServices() throws Exception {
    compile("--module-path", "module-info.java", "Program.java");
    List<String> modules =
        run(
            "-p",
            classes + File.pathSeparator + libraries,
            "-m",
            "com.example/" + MAIN,
            work.toString());
    modules.removeIf(module -> module.startsWith("org.apache.commons."));
    assertEquals(
        List.of(
            "com.example",
            "io.oras",
            "io.oras.api",
            "io.oras.archive.commons",
            "io.oras.auth.docker",
            "io.oras.auth.spi",
            "io.oras.core",
            "io.oras.transport.jdk",
            "jakarta.json",
            "org.eclipse.parsson"),
        modules);
    assertPulled();
  }

  private void assertPulled() throws IOException {
    assertEquals("a", Files.readString(work.resolve("out/a.txt")));
    assertEquals("b", Files.readString(work.resolve("out/tree/b.txt")));
  }

  private void compile(String path, String... sources) throws IOException {
    Path source = Files.createDirectories(work.resolve("source/com/example"));
    Files.writeString(source.resolve("Program.java"), SOURCE);
    Files.writeString(source.resolve("module-info.java"), DESCRIPTOR);
    List<Path> files = new ArrayList<>();
    for (String name : sources) {
      files.add(source.resolve(name));
    }
    StringWriter messages = new StringWriter();
    List<String> options = List.of("-proc:none", "-d", classes.toString(), path, libraries);
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      assertTrue(
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call(),
          messages::toString);
    }
  }

  /** Runs a JVM with an empty home and no other environment, and returns what it prints. */
  private List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", work.resolve("home").toString());
    Process process = builder.start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, process.waitFor(), printed);
      return new ArrayList<>(printed.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }
}
