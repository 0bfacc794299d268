package io.oras.tests.structure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.InProcessRegistry;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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

  /** At most twenty lines of a user's own, without imports. */
  private static final String SOURCE =
      """
      package com.example;

      import io.oras.api.artifact.Artifact;
      import io.oras.api.artifact.Layer;
      import io.oras.api.model.MediaType;
      import io.oras.core.Oras;
      import java.nio.file.Path;

      public final class Program {
        public static void main(String[] args) throws Exception {
          Path work = Path.of(args[0]);
          String name = args[1] + "/team/app:v1";
          try (Oras oras = Oras.create()) {
            oras.push(
                name, Artifact.of(Layer.of(work.resolve("in/a.txt")), Layer.of(work.resolve("in/tree"))));
            MediaType sbom = new MediaType("application/spdx+json");
            oras.attach(name, Artifact.of(sbom, Layer.of(work.resolve("in/sbom.json"))));
            oras.discover(name).flatten().forEach(d -> System.out.println(d.artifactType()));
            oras.pull(name, work.resolve("out"));
          }
          ModuleLayer.boot().modules().forEach(module -> System.out.println(module.getName()));
        }
      }
      """;

  private static final String TRANSPORTS = "io.oras.api.spi.HttpTransportProvider";

  @TempDir Path work;
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private int images;
  private Path classes;
  private String libraries;

  @BeforeEach
  void prepare() throws IOException {
    classes = work.resolve("classes");
    Path target = Reactor.ROOT.resolve("oras-all/target");
    libraries =
        target.resolve("classes")
            + File.pathSeparator
            + Files.readString(target.resolve("runtime.path")).strip();
    Files.createDirectories(work.resolve("in/tree"));
    Files.writeString(work.resolve("in/a.txt"), "a");
    Files.writeString(work.resolve("in/tree/b.txt"), "b");
    Files.writeString(work.resolve("in/sbom.json"), "{}");
  }

  @Test
  void programHasAtMostTwentyLines() {
    long lines = SOURCE.lines().filter(line -> !line.startsWith("import ")).count();
    assertTrue(lines <= 20, () -> lines + " lines");
  }

  @Test
  void programOnTheClassPathPushesAttachesDiscoversAndPulls() throws Exception {
    compile("-cp", "Program.java");
    runProgram("-cp", classes + File.pathSeparator + libraries, MAIN);
  }

  @Test
  void moduleThatRequiresThisOneGetsAllAdaptersAsServices() throws Exception {
    compile("--module-path", "module-info.java", "Program.java");
    List<String> modules =
        runProgram("-p", classes + File.pathSeparator + libraries, "-m", "com.example/" + MAIN);
    modules.removeIf(
        name ->
            name.startsWith("org.apache.commons.")
                || name.startsWith("java.")
                || name.startsWith("jdk."));
    Collections.sort(modules);
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
  }

  @Test
  void runtimeImageIsSmallAndHasNoDesktop() throws Exception {
    List<String> modules = List.of("io.oras.core", "io.oras.transport.jdk", "org.eclipse.parsson");
    Path image = link(modules);
    // The modules of later JDKs are larger.
    boolean later = Runtime.version().feature() > 17;
    assertSize(image, later ? 50 : 45);
    assertFalse(modulesOf(image).contains("java.desktop"));

    List<String> more = new ArrayList<>(modules);
    more.add("io.oras.archive.commons");
    assertSize(link(more), later ? 72 : 60);
  }

  @Test
  void runtimeImageRunsAProgramWithTheModulesOfThePackagingPage() throws Exception {
    compile("--module-path", "module-info.java", "Program.java");
    List<String> modules = new ArrayList<>(List.of("com.example"));
    Pattern row = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (?!never)");
    row.matcher(Reactor.read(Reactor.ROOT.resolve("docs/guides/packaging.md")))
        .results()
        .forEach(listed -> modules.add(listed.group(1)));
    java = link(modules).resolve("bin/java");
    runProgram("-m", "com.example/" + MAIN);
  }

  @Test
  void imageWithoutAnAdapterNamesWhatToAddWithAddModules() throws Exception {
    compile("--module-path", "module-info.java", "Program.java");
    java = link(List.of("com.example", "org.eclipse.parsson")).resolve("bin/java");
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      String printed = fails("-m", "com.example/" + MAIN, work.toString(), registry.host());
      assertTrue(
          printed.contains("no HttpTransportProvider is installed; add the artifact")
              && printed.contains("--add-modules io.oras.transport.jdk"),
          printed);
    }
  }

  @Test
  void adapterThatIsOnTheModulePathAndNotResolvedIsNamed() throws Exception {
    compile("--module-path", "module-info.java", "Program.java");
    String printed =
        fails(
            "--limit-modules",
            "com.example,org.eclipse.parsson,jdk.unsupported",
            "-p",
            classes + File.pathSeparator + libraries,
            "-m",
            "com.example/" + MAIN,
            work.toString(),
            "127.0.0.1:1");
    assertTrue(
        printed.contains("the module io.oras.transport.jdk is on the module path but not resolved")
            && printed.contains("--add-modules io.oras.transport.jdk"),
        printed);
  }

  @Test
  void providerThatMergedJarsLostIsNamedWithItsPlace() throws Exception {
    compile("-cp", "Program.java");
    Path jar = oneJar(file -> !file.equals("META-INF/services/" + TRANSPORTS));
    String printed =
        fails("-cp", classes + File.pathSeparator + jar, MAIN, work.toString(), "127.0.0.1:1");
    assertTrue(
        printed.contains("io.oras.transport.jdk.JdkTransportProvider is in " + jar)
            && printed.contains("there is no META-INF/services/" + TRANSPORTS)
            && printed.contains("ServicesResourceTransformer"),
        printed);
  }

  @Test
  void oneJarWithAllServiceFilesWorks() throws Exception {
    compile("-cp", "Program.java");
    Path jar = oneJar(file -> true);
    runProgram("-cp", classes + File.pathSeparator + jar, MAIN);
  }

  /** Puts all libraries into one jar, without the declarations of their modules. */
  private Path oneJar(Predicate<String> wanted) throws IOException {
    Path jar = work.resolve("all.jar");
    Set<String> written = new HashSet<>();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String library : libraries.split(File.pathSeparator, -1)) {
        Path root = Path.of(library);
        try (FileSystem zip = Files.isDirectory(root) ? null : FileSystems.newFileSystem(root)) {
          Path top = zip == null ? root : zip.getPath("/");
          try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              String name = top.relativize(file).toString();
              boolean skipped =
                  name.endsWith("module-info.class") || name.equals("META-INF/MANIFEST.MF");
              if (!skipped && wanted.test(name) && written.add(name)) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(file, out);
                out.closeEntry();
              }
            }
          }
        }
      }
    }
    return jar;
  }

  private Path link(List<String> modules) throws IOException, InterruptedException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    assumeTrue(Files.isExecutable(jlink), "this JDK has no jlink");
    Path image = work.resolve("image-" + images++);
    Process process =
        new ProcessBuilder(
                jlink.toString(),
                "--module-path",
                classes + File.pathSeparator + libraries,
                "--add-modules",
                String.join(",", modules),
                "--strip-debug",
                "--compress=2",
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return image;
  }

  private static void assertSize(Path image, long megabytes) throws IOException {
    long size;
    try (Stream<Path> files = Files.walk(image)) {
      size = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    assertTrue(size <= megabytes * 1_000_000, () -> size + " bytes");
  }

  private static String modulesOf(Path image) throws IOException {
    return Files.readString(image.resolve("release"));
  }

  /** Runs the program against a registry, checks what it did and returns what else it prints. */
  private List<String> runProgram(String... arguments) throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.addAll(List.of(work.toString(), registry.host()));
      List<String> printed = run(all.toArray(String[]::new));
      assertEquals("application/spdx+json", printed.remove(0));
      assertEquals(List.of("v1"), registry.tags("team/app"));
      registry.check("team/app").verify();
      assertPulled();
      return printed;
    }
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

  /** Runs a JVM that must succeed, and returns the lines that it prints. */
  private List<String> run(String... arguments) throws IOException, InterruptedException {
    Result result = start(arguments);
    assertEquals(0, result.exit(), result.printed());
    return new ArrayList<>(result.printed().lines().toList());
  }

  private String fails(String... arguments) throws IOException, InterruptedException {
    Result result = start(arguments);
    assertNotEquals(0, result.exit(), result.printed());
    return result.printed();
  }

  private record Result(int exit, String printed) {}

  /** Starts a JVM with an empty home and no other environment. */
  private Result start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", work.resolve("home").toString());
    Process process = builder.start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), printed);
    } finally {
      process.destroyForcibly();
    }
  }
}
