package io.oras.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher scripts, with a program in the place of the JVM that prints its arguments. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static final Path SOURCES = Path.of("src/main/launcher");

  @TempDir Path folder;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    launcher = Files.copy(SOURCES.resolve("bin/oras"), bin.resolve("oras"));
    Path jvm = Files.createDirectories(folder.resolve("runtime/bin")).resolve("java");
    Files.writeString(jvm, "#!/bin/sh\necho \"${LC_ALL-} ${LANG-}\"\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(jvm, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> start(Path script, String name, String value, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    return run(0, folder, Map.of(name, value), command);
  }

  private List<String> run(
      int exit, Path directory, Map<String, String> variables, List<String> command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("LC_") || key.equals("LANG") || key.contains("JAVA"));
    builder.environment().putAll(variables);
    assertEquals(exit, builder.start().waitFor());
    return Files.readAllLines(out);
  }

  @ParameterizedTest
  @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, C", "LANG, de_XX.UTF-8", "OTHER, x"})
  void withoutALocaleOfUtf8TheJvmGetsOne(String name, String value) throws Exception {
    String lang = name.equals("LANG") ? value : "";
    assertEquals("C.UTF-8 " + lang, start(launcher, name, value, "version").get(0));
  }

  @Test
  void localeOfUtf8StaysAsItIs() throws Exception {
    assertEquals(" C.UTF-8", start(launcher, "LANG", "C.UTF-8", "version").get(0));
    assertEquals("C.utf8 ", start(launcher, "LC_ALL", "C.utf8", "version").get(0));
  }

  @ParameterizedTest
  @CsvSource({"version, short", "manifest, short", "push, files", "pull, files", "cp, graph"})
  void eachCommandGetsItsFlagsAndItsArgumentsAsTheyWereTyped(String command, String flags)
      throws Exception {
    List<String> words = start(launcher, "LC_ALL", "C.UTF-8", command, "a b", "*", "$HOME");

    String home = folder.resolve("bin/..").toString();
    assertEquals("@" + home + "/lib/" + flags + ".args", words.get(1));
    assertEquals("-XX:SharedArchiveFile=" + home + "/lib/oras.jsa", words.get(2));
    assertEquals(
        List.of("-m", "io.oras.cli/io.oras.cli.Main", command, "a b", "*", "$HOME"),
        words.subList(3, words.size()));
  }

  @Test
  void theCacheOfJava25IsPreferred() throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("lib")).resolve("oras.aot"), "a cache");

    String archive = start(launcher, "LC_ALL", "C.UTF-8", "version").get(2);
    assertEquals("-XX:AOTCache=" + folder.resolve("bin/../lib/oras.aot"), archive);
  }

  @Test
  void aLinkToTheLauncherFindsTheRuntime() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);

    assertTrue(start(link, "LC_ALL", "C.UTF-8", "version").contains("version"));
  }

  @Test
  void linkInThePathFindsTheRuntimeFromAnyFolder() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("links to programs"));
    Files.createSymbolicLink(bin.resolve("oras"), Path.of("../bin/oras"));
    launcher.toFile().setExecutable(true);
    Map<String, String> variables = Map.of("PATH", bin + ":/usr/bin:/bin", "CDPATH", "/:/usr");

    for (String name : List.of("oras", "exec oras", "'" + bin + "/oras'", "./bin/oras")) {
      List<String> words = run(0, folder, variables, List.of("/bin/sh", "-c", name + " version"));
      assertEquals("version", words.get(words.size() - 1), name);
    }
  }

  @Test
  void shellThatIsGivenTheNameStartsTheLauncherOfThisFolder() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other/bin/oras")).getParent();
    Files.delete(other.resolve("oras"));
    Files.writeString(other.resolve("oras"), "#!/bin/sh\nexit 3\n");
    other.resolve("oras").toFile().setExecutable(true);

    List<String> words =
        run(
            0,
            launcher.getParent(),
            Map.of("PATH", other + ":/usr/bin:/bin"),
            List.of("/bin/sh", "oras", "version"));

    assertEquals("version", words.get(words.size() - 1));
  }

  @Test
  void launcherInAFolderWithSpacesAndWildcardsFindsItsFiles() throws Exception {
    Path place = Files.createDirectory(folder.resolve("a * $HOME 'x' \"y\""));
    for (String part : List.of("bin", "runtime")) {
      Files.move(folder.resolve(part), place.resolve(part));
    }

    List<String> words = start(place.resolve("bin/oras"), "LC_ALL", "C.UTF-8", "cp", "", "@a b");

    assertEquals("@" + place + "/bin/../lib/graph.args", words.get(1));
    assertEquals(List.of("cp", "", "@a b"), words.subList(words.size() - 3, words.size()));
  }

  @Test
  void launcherNeedsNoOtherProgram() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertTrue(start(launcher, "PATH", empty.toString(), "version").contains("version"));
  }

  @Test
  void copyOfTheLauncherSaysThatItShouldBeALink() throws Exception {
    Path copy =
        Files.copy(launcher, Files.createDirectory(folder.resolve("local")).resolve("oras"));
    Files.move(folder.resolve("runtime"), folder.resolve("moved"));

    List<String> lines = run(1, folder, Map.of(), List.of("/bin/sh", copy.toString(), "version"));

    assertTrue(lines.get(0).contains("link to bin/oras"), lines::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -Xmx1g -XX:+UseG1GC",
    "JDK_JAVA_OPTIONS, -XX:+UseParallelGC",
    "_JAVA_OPTIONS, -XX:+UseZGC"
  })
  void collectorThatTheEnvironmentChoosesForAllProgramsReplacesTheOneOfTheCommand(
      String name, String value) throws Exception {
    assertTrue(start(launcher, name, value, "version").contains("-XX:-UseSerialGC"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dfile.encoding=UTF-8",
        "-XX:+UseContainerSupport -XX:MaxGCPauseMillis=200",
        "-XX:+UseGCOverheadLimit",
        "-XX:+UseSerialGC"
      })
  void otherOptionsOfTheEnvironmentChangeNoFlag(String options) throws Exception {
    List<String> words = start(launcher, "JAVA_TOOL_OPTIONS", options, "version");
    assertFalse(words.contains("-XX:-UseSerialGC"), words::toString);
    assertEquals(List.of("-m", "io.oras.cli/io.oras.cli.Main", "version"), words.subList(3, 6));
  }

  @Test
  void bothLaunchersChooseTheSameFlags() throws IOException {
    String windows = Files.readString(SOURCES.resolve("bin/oras.cmd"));
    Pattern choice = Pattern.compile("(?m)^ +([\\w| ]+)\\) kind=(short|files) ;;$");
    List<String> expected =
        choice
            .matcher(Files.readString(launcher))
            .results()
            .map(
                match ->
                    "for %%C in ("
                        + match.group(1).replace(" | ", " ")
                        + ") do if \"%~1\"==\"%%C\""
                        + " set \"ORAS_KIND="
                        + match.group(2)
                        + "\"")
            .toList();

    assertEquals(2, expected.size());
    expected.forEach(line -> assertTrue(windows.contains(line), line));
  }

  @Test
  void theLauncherForWindowsPassesArgumentsAndTheExitCodeOn() throws IOException {
    String script = Files.readString(SOURCES.resolve("bin/oras.cmd"));
    List<String> lines = script.lines().toList();

    assertEquals(
        List.of(
            "\"%ORAS_JAVA%\" \"@%ORAS_HOME%\\lib\\%ORAS_KIND%.args\" \"%ORAS_ARCHIVE%\" %ORAS_MAIN%"
                + " %*",
            "exit /b %ERRORLEVEL%"),
        lines.subList(lines.size() - 2, lines.size()));
    assertTrue(lines.contains("set \"ORAS_JAVA=%ORAS_HOME%\\runtime\\bin\\java\""), script);
    assertTrue(lines.contains("set ORAS_MAIN=-m io.oras.cli/io.oras.cli.Main"), script);
    assertTrue(script.contains("-cp \"%ORAS_HOME%\\lib\\jars\\*\" io.oras.cli.Main"), script);
    // No variable is left behind, and an exclamation mark stays in an argument.
    assertEquals("setlocal DisableDelayedExpansion", lines.get(2));
    // A label is not always found in a file without carriage returns.
    assertFalse(script.contains("goto") || script.contains("\n:"), script);
  }

  @Test
  void withoutALinkedRuntimeTheJdkOfTheUserRunsTheJars() throws Exception {
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.move(folder.resolve("runtime/bin/java"), jdk.resolve("bin/java"));
    Files.delete(folder.resolve("runtime/bin"));
    Files.delete(folder.resolve("runtime"));
    Files.createDirectories(folder.resolve("lib/jars"));

    List<String> words = start(launcher, "JAVA_HOME", jdk.toString(), "version");

    String jars = folder.resolve("bin/..") + "/lib/jars/*";
    assertEquals(
        List.of("-cp", jars, "io.oras.cli.Main", "version"), words.subList(3, words.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "files", "graph"})
  void everyFlagHasAReason(String name) throws IOException {
    String text = Files.readString(SOURCES.resolve("lib/" + name + ".args"));
    assertTrue(Pattern.matches("(# .*\n)+\n((# .*\n)+(-[^\\s]+\n)+)+", text), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "graph"})
  void flagsForEveryCommandAreTheSameInAllFiles(String name) throws IOException {
    assertEquals(common("short"), common(name));
  }

  /** Returns the lines up to the flag that all files have last. */
  private static String common(String name) throws IOException {
    String text = Files.readString(SOURCES.resolve("lib/" + name + ".args"));
    return text.substring(text.indexOf("\n\n"), text.indexOf("-Dpicocli"));
  }
}
