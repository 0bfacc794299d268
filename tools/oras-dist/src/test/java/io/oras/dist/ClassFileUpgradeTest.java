package io.oras.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_24)
class ClassFileUpgradeTest {
  private static final Path PROGRAM = Path.of("src/build/java/ClassFileUpgrade.java");

  @TempDir Path folder;

  @Test
  void theUpgradedParserHasTheSameClassesAndRunsTheCommand() throws Exception {
    String classPath = System.getProperty("java.class.path");
    Path old =
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().startsWith("picocli-"))
            .findFirst()
            .orElseThrow();

    java(PROGRAM.toAbsolutePath().toString(), old.toString(), "upgraded.jar");

    try (ZipFile given = new ZipFile(old.toFile());
        ZipFile made = new ZipFile(folder.resolve("upgraded.jar").toFile())) {
      assertEquals(names(given), names(made));
      ZipEntry parser = made.getEntry("picocli/CommandLine.class");
      assertEquals(61, made.getInputStream(parser).readNBytes(8)[7], "Java 17");
    }
    // Every class is verified, by the verifier for stack maps, when the help is shown.
    String path = "upgraded.jar" + File.pathSeparator + classPath;
    assertTrue(java("-cp", path, "io.oras.cli.Main", "push", "--help").contains("oras push"));
  }

  private String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    String text = Files.readString(output);
    assertEquals(0, code, text);
    return text;
  }

  private static List<String> names(ZipFile jar) {
    return Collections.list(jar.entries()).stream().map(ZipEntry::getName).toList();
  }
}
