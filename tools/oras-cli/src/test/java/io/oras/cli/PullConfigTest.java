package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where {@code pull} writes, beside layers with an ordinary title. */
class PullConfigTest extends CommandLineTest {
  @BeforeEach
  void artifact() throws IOException {
    Files.writeString(folder.resolve("conf.json"), "{\"a\":1}");
    oras("push", "REG/demo:v1", "--config", "conf.json:test/config", "f.txt").lines();
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void theConfigIsWrittenBelowTheOutput() throws IOException {
    List<String> lines =
        oras("pull", "REG/demo:v1", "--config", "test.config", "-o", "out").lines();
    assertEquals("{\"a\":1}", read("out/test.config"));
    assertTrue(lines.stream().anyMatch(line -> line.matches("Downloaded +\\S+ test\\.config")));
    assertFalse(Files.exists(folder.resolve("test.config")));
  }

  @Test
  void theTypeBehindTheColonChoosesTheConfig() throws IOException {
    oras("pull", "REG/demo:v1", "--config", "conf:test/config", "-o", "one").lines();
    assertEquals("{\"a\":1}", read("one/conf"));
    oras("pull", "REG/demo:v1", "--config", "conf:other/type", "-o", "two").lines();
    try (var files = Files.list(folder.resolve("two"))) {
      assertEquals(List.of("f.txt"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void theConfigLeavesTheOutputOnlyWhenItIsAllowedTo() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    for (String config : List.of("../elsewhere", elsewhere.toString())) {
      List<String> errors = oras("pull", "REG/demo:v1", "--config", config, "-o", "out").errors();
      assertTrue(String.join("\n", errors).contains("--allow-path-traversal"), errors.toString());
      assertFalse(Files.exists(elsewhere));
      assertFalse(Files.exists(folder.resolve("out/f.txt")));
      oras("pull", "-T", "REG/demo:v1", "--config", config, "-o", "out").lines();
      assertEquals("{\"a\":1}", Files.readString(elsewhere));
      Files.delete(elsewhere);
      Files.delete(folder.resolve("out/f.txt"));
    }
  }

  @Test
  void theConfigIsNoLayersFile() {
    assertEquals(1, oras("pull", "REG/demo:v1", "--config", "f.txt", "-o", "out").exit());
    assertFalse(Files.exists(folder.resolve("out/f.txt")));
  }

  @Test
  void aConfigWithoutAFileIsSaidToBeSkipped() {
    List<String> lines = oras("pull", "REG/demo:v1", "-o", "out").lines();
    assertTrue(lines.stream().anyMatch(line -> line.matches("Skipped +\\S+ test/config")));
    assertTrue(
        lines.contains(
            "Use 'oras copy "
                + host
                + "/demo:v1 --to-oci-layout <layout-dir>' to pull all layers."));
  }

  @Test
  void theWorkingFolderIsPackedAndPulledAsADot() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/deep.txt"), "deep");
    oras("push", "REG/folder:v1", ".").lines();
    String manifest = oras("manifest", "fetch", "REG/folder:v1").text();
    assertTrue(manifest.contains("\"org.opencontainers.image.title\":\".\""), manifest);
    oras("pull", "REG/folder:v1", "-o", "out").lines();
    assertEquals("deep", read("out/sub/deep.txt"));
    assertEquals("bar", read("out/f.txt"));
  }
}
