package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code pull --file-name-from} and {@code pull --referrer}. */
class PullNamesTest extends CommandLineTest {
  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void filesAreNamedByTheFirstSourceThatHasAName() throws IOException {
    Files.writeString(
        folder.resolve("annotations.json"), "{\"f.txt\":{\"org.cncf.model.filepath\":\"m/f\"}}");
    oras("push", "REG/model:v1", "f.txt", "--annotation-file", "annotations.json").lines();
    oras("pull", "REG/model:v1", "-o", "one", "--file-name-from", "helm,modelpack").lines();
    assertEquals("bar", read("one/m/f"));
    oras("pull", "REG/model:v1", "-o", "two", "--file-name-from", "helm,title").lines();
    assertEquals("bar", read("two/f.txt"));
    List<String> lines =
        oras("pull", "REG/model:v1", "-o", "three", "--file-name-from", "helm").lines();
    assertTrue(
        lines.contains("Skipped pulling layers without file name from helm"), lines.toString());
  }

  @Test
  void unknownSourceOfNamesIsRefused() {
    List<String> errors = oras("pull", "REG/none:v1", "--file-name-from", "docker").errors();
    assertTrue(
        errors.get(0).contains("\"docker\": expecting title, modelpack or helm"),
        errors.toString());
  }

  @Test
  void referrerIsPulledInPlaceOfTheArtifact() throws IOException {
    oras("push", "REG/demo:v1", "f.txt").lines();
    Files.writeString(folder.resolve("sbom.json"), "{}");
    oras("attach", "REG/demo:v1", "--artifact-type", "test/sbom", "sbom.json").lines();
    oras("pull", "REG/demo:v1", "-o", "out", "--referrer", "test/sbom").lines();
    assertEquals("{}", read("out/sbom.json"));
    assertFalse(Files.exists(folder.resolve("out/f.txt")));

    List<String> errors = oras("pull", "REG/demo:v1", "--referrer", "test/none").errors();
    assertTrue(String.join("\n", errors).contains("(test/sbom)"), errors.toString());
  }
}
