package io.oras.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.InProcessRegistry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archives that the build made, unpacked elsewhere and run without a JDK on the path. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DistributionTest {
  private static final Path TARGET = Path.of(System.getProperty("dist.target"));

  private static final Path JDK = Path.of(System.getProperty("java.home"));

  /** The programs that the launcher calls. */
  private static final List<String> PROGRAMS = List.of("sh", "readlink", "locale", "stty");

  @TempDir static Path unpacked;
  private static Path home;
  private static Path path;

  @TempDir Path folder;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    Path archive = archive(".tar.gz");
    ProcessBuilder tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", unpacked.toString());
    assertEquals(0, tar.inheritIO().start().waitFor());
    String name = archive.getFileName().toString();
    home = unpacked.resolve(name.substring(0, name.length() - ".tar.gz".length()));
    path = Files.createDirectory(unpacked.resolve("path"));
    for (String program : PROGRAMS) {
      for (String bin : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(bin, program)) && !Files.exists(path.resolve(program))) {
          Files.createSymbolicLink(path.resolve(program), Path.of(bin, program));
        }
      }
    }
  }

  static Path archive(String ending) throws IOException {
    String version = System.getProperty("dist.version");
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().startsWith("oras-" + version + "-"))
              .filter(file -> file.toString().endsWith(ending))
              .toList();
      assertEquals(1, found.size(), () -> found.toString());
      return found.get(0);
    }
  }

  /** Some systems package {@code jlink} or the modules that it needs separately. */
  private static boolean canLink() {
    return Files.isExecutable(JDK.resolve("bin/jlink"))
        && (Runtime.version().feature() >= 24 || Files.isDirectory(JDK.resolve("jmods")));
  }

  private static void assumeRuntime() {
    assumeTrue(canLink(), "skipped: the distribution has no runtime: this JDK cannot link one");
  }

  private record Run(int exit, String output) {}

  @BeforeEach
  void file() throws IOException {
    Files.writeString(folder.resolve("hello.txt"), "hello");
  }

  private Run oras(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/oras").toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    if (!canLink()) {
      builder.environment().put("JAVA_HOME", JDK.toString());
    }
    builder.environment().putAll(variables);
    int exit = builder.start().waitFor();
    return new Run(exit, Files.readString(output));
  }

  private void succeeds(String... arguments) throws IOException, InterruptedException {
    Run run = oras(Map.of(), arguments);
    assertEquals(0, run.exit(), run.output());
  }

  @Test
  void versionPushAndPullNeedNoJdk() throws Exception {
    assumeRuntime();
    Run version = oras(Map.of(), "version");
    assertTrue(version.output().contains(System.getProperty("dist.version")), version.output());

    try (InProcessRegistry registry = InProcessRegistry.start()) {
      succeeds("push", registry.host() + "/hello:v1", "hello.txt");
      succeeds("pull", registry.host() + "/hello:v1", "-o", "out");
      succeeds("cp", registry.host() + "/hello:v1", "--to-oci-layout", "layout:v1");
    }

    assertEquals("hello", Files.readString(folder.resolve("out/hello.txt")));
  }

  @Test
  void everyModuleOfTheCommandIsInTheImage() throws Exception {
    assumeRuntime();
    Set<String> modules =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
            .map(module -> module.descriptor().name())
            .filter(name -> name.startsWith("io.oras.") && !name.equals("io.oras.tests"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(modules.contains("io.oras.transport.apache"), modules::toString);

    modules.removeAll(modulesOfTheImage());
    assertEquals(Set.of(), modules);
  }

  private Set<String> modulesOfTheImage() throws Exception {
    Path output = folder.resolve("modules");
    Process java =
        new ProcessBuilder(home.resolve("runtime/bin/java").toString(), "--list-modules")
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, java.waitFor());
    return Files.readAllLines(output).stream()
        .map(line -> line.split("@", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyLibraryHasItsLicence() throws Exception {
    Path legal = home.resolve("legal");
    assertEquals(
        Files.readString(Path.of("../../LICENSE")), Files.readString(legal.resolve("LICENSE")));
    assumeRuntime();
    Set<String> modules = modulesOfTheImage();
    modules.removeIf(name -> name.matches("(java|jdk|io\\.oras)\\..*"));
    assertTrue(modules.contains("com.electronwill.nightconfig.core"), modules::toString);
    for (String module : modules) {
      Set<Path> licences = licences(legal.resolve(module));
      assertFalse(licences.isEmpty(), module);
      for (Path licence : licences) {
        assertTrue(Files.size(licence) > 1000, licence::toString);
      }
    }
    assertEquals(
        Set.of(legal.resolve("LGPL-3.0.txt"), legal.resolve("GPL-3.0.txt")),
        licences(legal.resolve("com.electronwill.nightconfig.toml")));
  }

  /** Returns the licence in a folder, or the licences that its notice names. */
  private static Set<Path> licences(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<Path> licences =
          files
              .filter(file -> file.getFileName().toString().startsWith("LICENSE"))
              .collect(Collectors.toSet());
      if (licences.isEmpty()) {
        Pattern.compile("\\(\\.\\./(\\S+)\\)")
            .matcher(Files.readString(folder.resolve("NOTICE.txt")))
            .results()
            .forEach(name -> licences.add(folder.resolveSibling(name.group(1))));
      }
      return licences;
    }
  }

  @Test
  void configurationOfRegistriesIsRead() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      succeeds("push", registry.host() + "/hello:v1", "hello.txt");
      Path file = folder.resolve("registries.conf");
      Files.writeString(
          file,
          """
          [[registry]]
          location = "registry.example"

          [[registry.mirror]]
          location = "%s"
          insecure = true
          """
              .formatted(registry.host()));
      succeeds("resolve", "--registries-conf", file.toString(), "registry.example/hello:v1");
    }
  }

  @Test
  void theClassesOfTheCommandComeFromTheArchive() throws Exception {
    assumeRuntime();
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      succeeds("push", registry.host() + "/hello:v1", "hello.txt");
      for (String[] command :
          List.of(
              new String[] {"version"},
              new String[] {"resolve", registry.host() + "/hello:v1"},
              new String[] {"push", registry.host() + "/hello:v2", "hello.txt"},
              new String[] {"pull", registry.host() + "/hello:v1", "-o", "out"})) {
        assertEquals(Set.of(), loadedElsewhere(command), String.join(" ", command));
      }
    }
  }

  /** Returns the classes of the command and its libraries that were not in the archive. */
  private Set<String> loadedElsewhere(String... command) throws Exception {
    Path log = folder.resolve("loaded");
    Run run = oras(Map.of("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log), command);
    assertEquals(0, run.exit(), run.output());
    List<String> loaded =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(" source: "))
            .map(line -> line.substring(line.lastIndexOf(']') + 1).strip())
            .filter(
                line ->
                    line.matches(
                        "(io\\.oras|picocli|org\\.eclipse|jakarta|org\\.apache|org\\.slf4j)\\..*"))
            // The archive of Java 17 has most lambdas, and not always the same.
            .filter(line -> Runtime.version().feature() >= 25 || !line.contains("$$Lambda"))
            .toList();
    assertTrue(loaded.size() > 20, () -> "only " + loaded);
    return loaded.stream()
        .filter(line -> !line.contains("source: shared objects file"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothArchivesHaveTheSameFilesAndTheRightChecksums() throws Exception {
    try (ZipFile zip = new ZipFile(archive(".zip").toFile());
        Stream<Path> files = Files.walk(home)) {
      Set<String> inZip =
          Collections.list(zip.entries()).stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> inTar =
          files
              .filter(Files::isRegularFile)
              .map(file -> unpacked.relativize(file).toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(inTar, inZip);
    }
    for (String ending : List.of(".tar.gz", ".zip")) {
      Path archive = archive(ending);
      assertEquals(
          sha256(archive) + "  " + archive.getFileName(),
          Files.readString(Path.of(archive + ".sha256")).strip());
    }
  }

  @Test
  void containerFileCopiesTheImageAndStartsItsLauncher() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/main/container/Containerfile")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertTrue(lines.get(0).startsWith("ARG BASE=") && lines.get(1).equals("FROM ${BASE}"));
    assertTrue(lines.contains("COPY image/ /opt/oras/"), lines::toString);
    assertTrue(lines.contains("ENTRYPOINT [\"/opt/oras/bin/oras\"]"), lines::toString);
    assertTrue(lines.contains("USER 65532:65532"), lines::toString);
    List<String> programs =
        canLink() ? List.of("bin/oras", "runtime/bin/java") : List.of("bin/oras");
    for (String program : programs) {
      Path file = TARGET.resolve("image").resolve(program);
      assertTrue(
          Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_EXECUTE),
          file::toString);
    }
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void completionsAreTheScriptsThatTheCommandPrints() throws Exception {
    assertEquals(
        oras(Map.of(), "completion", "bash").output(),
        Files.readString(home.resolve("completions/oras.bash")));
    for (String file : List.of("_oras", "oras.fish", "oras.ps1")) {
      assertTrue(Files.size(home.resolve("completions").resolve(file)) > 0, file);
    }
  }
}
