package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands on the guides run in a shell as they are shown, with another registry in the place
 * of {@code localhost:5000}, unless the page says {@code <!-- not run: REASON -->}.
 */
@Tag("real")
class GuideCommandsTest {
  private static final Path GUIDES = Path.of("..", "..", "docs", "guides");
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(<!-- not run: [^\n]+ -->\n)?```sh\n((?:oras [^\n]*\n)+)```$");

  @TempDir Path folder;

  private static List<String> commands(Path page) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(block -> block.group(1) == null)
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(GUIDES)) {
      return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void guidesShowCommands() throws IOException {
    int shown = 0;
    for (Path page : pages()) {
      shown += commands(page).size();
    }
    assertTrue(shown > 5, "only " + shown);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfThePageSucceed(Path page) throws Exception {
    Files.writeString(folder.resolve("hello.txt"), "hello\n");
    Files.writeString(folder.resolve("report.xml"), "<testsuite/>");
    Files.writeString(folder.resolve("sbom.spdx.json"), "{}");
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/index.html"), "<h1>Hello</h1>");
    Path program =
        Files.writeString(
            Files.createDirectory(folder.resolve("bin")).resolve("oras"),
            "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      Repository app = oras.repository(registry.host() + "/team/app");
      app.push("v1", Artifact.of(Layer.ofText("hello").withTitle("hello.txt")));
      for (String block : commands(page)) {
        String script = "set -e\n" + block.replace("localhost:5000", registry.host());
        Path output = folder.resolve("output");
        ProcessBuilder shell =
            new ProcessBuilder("/bin/sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("PATH", program.getParent() + ":/usr/bin:/bin");
        shell.environment().put("HOME", folder.toString());
        shell.environment().keySet().removeAll(List.of("DOCKER_CONFIG", "DOCKER_AUTH_CONFIG"));
        int status = shell.start().waitFor();
        String told = Files.readString(output);
        assertEquals(0, status, () -> block + told);
      }
    }
  }
}
