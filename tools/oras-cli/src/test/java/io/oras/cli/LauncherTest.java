package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script, with a program in the place of the JVM that prints what it was given. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  @TempDir Path folder;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = Files.copy(Path.of("../../oras"), folder.resolve("oras"));
    Path runtime = Files.createDirectories(folder.resolve("tools/oras-cli/target/runtime"));
    Path jvm = runtime.resolve("jvm");
    Files.writeString(
        jvm, "#!/bin/sh\necho \"${LC_ALL-} ${LANG-}\"\nfor last; do :; done\necho $last\n");
    Files.setPosixFilePermissions(jvm, PosixFilePermissions.fromString("rwx------"));
    String stamp = "java=\n" + jvm + "\n-Xarchive\n-m\njars\n";
    Files.writeString(runtime.resolve("stamp"), stamp);
  }

  private String start(String name, String value) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", launcher.toString(), "version");
    builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().put(name, value);
    Path out = folder.resolve("out");
    Process process = builder.redirectOutput(out.toFile()).start();
    assertEquals(0, process.waitFor());
    return Files.readString(out);
  }

  @ParameterizedTest
  @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, C", "LANG, de_XX.UTF-8", "OTHER, x"})
  void withoutALocaleOfUtf8TheJvmGetsOne(String name, String value) throws Exception {
    String lang = name.equals("LANG") ? value : "";
    assertEquals("C.UTF-8 " + lang + "\nversion\n", start(name, value));
  }

  @Test
  void localeOfUtf8StaysAsItIs() throws Exception {
    assertEquals(" C.UTF-8\nversion\n", start("LANG", "C.UTF-8"));
    assertEquals("C.utf8 \nversion\n", start("LC_ALL", "C.utf8"));
  }
}
