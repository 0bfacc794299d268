package io.oras.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
    builder.environment().put(name, value);
    Path out = folder.resolve("out");
    Process process = builder.redirectOutput(out.toFile()).start();
    assertEquals(0, process.waitFor());
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
    List<String> lines = Files.readAllLines(SOURCES.resolve("bin/oras.cmd"));
    List<String> starts = lines.stream().filter(line -> line.contains("io.oras.cli.Main")).toList();

    assertEquals(2, starts.size());
    for (String start : starts) {
      assertTrue(start.startsWith("\"%ORAS_"), start); // Folders may have spaces.
      assertTrue(start.endsWith("io.oras.cli.Main %*"), start);
      assertEquals("exit /b %ERRORLEVEL%", lines.get(lines.indexOf(start) + 1));
    }
    assertTrue(starts.get(0).contains("\\runtime\\bin\\java\""), starts.get(0));
    assertTrue(starts.get(1).contains("-cp \"%ORAS_HOME%\\lib\\jars\\*\""), starts.get(1));
    assertEquals("setlocal", lines.get(2)); // No variable is left behind.
  }

  @Test
  void withoutALinkedRuntimeTheJdkOfTheUserRunsTheJars() throws Exception {
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.move(folder.resolve("runtime/bin/java"), jdk.resolve("bin/java"));
    Files.delete(folder.resolve("runtime/bin"));
    Files.delete(folder.resolve("runtime"));

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
