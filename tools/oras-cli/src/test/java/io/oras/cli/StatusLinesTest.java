package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is printed of content that did not have to move. */
class StatusLinesTest extends CommandLineTest {
  private static final String SHORT = BAR.substring("sha256:".length(), "sha256:".length() + 12);

  @BeforeEach
  void twoNames() throws IOException {
    Files.writeString(folder.resolve("twin.txt"), "bar");
    assertTrue(
        oras("push", "REG/demo:v1", "f.txt", "twin.txt", "-a", CREATED)
            .lines()
            .contains("Exists    " + SHORT + " twin.txt"));
  }

  @Test
  void aSecondNameIsSkippedByACopyAndRestoredByAPull() {
    List<String> copied = oras("cp", "REG/demo:v1", "--to-oci-layout", "lay:v1").lines();
    assertTrue(copied.contains("Skipped " + SHORT + " twin.txt"), copied.toString());
    List<String> saved = oras("backup", "REG/demo", "-o", "backup").lines();
    assertTrue(saved.contains("Skipped   " + SHORT + " twin.txt"), saved.toString());
    List<String> pulled = oras("pull", "REG/demo:v1", "-o", "out").lines();
    assertEquals(1, pulled.stream().filter(("Restored    " + SHORT + " twin.txt")::equals).count());
  }

  @Test
  void whatIsMountedWasNotCopied() {
    List<String> lines = oras("cp", "REG/demo:v1", "REG/other:v1").lines();
    assertTrue(lines.contains("Mounted " + SHORT + " f.txt"), lines.toString());
    assertTrue(lines.stream().noneMatch(("Copying " + SHORT + " f.txt")::equals), lines.toString());
  }

  @Test
  void aCopyOfAPlatformByDigestIsNamedByTheDigestThatWasChosen() {
    String index = oras("manifest", "index", "create", "REG/demo:idx", "v1").lines().get(4);
    String digest = index.substring("Digest: ".length());
    List<String> lines = oras("cp", "REG/demo@" + digest, "REG/copy:v1").lines();
    assertTrue(
        lines.contains(
            "Copied [registry] %1$s/demo@%2$s => [registry] %1$s/copy:v1".formatted(host, digest)),
        lines.toString());
  }

  @Test
  void discoverLeavesAnnotationsOutWhenItIsToldTo() {
    oras("attach", "REG/demo:v1", "--artifact-type", "a/b", "-a", "k=v").lines();
    assertTrue(oras("discover", "REG/demo:v1").text().contains("[annotations]"));
    assertTrue(!oras("discover", "REG/demo:v1", "-v=false").text().contains("[annotations]"));
  }
}
