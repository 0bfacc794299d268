package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.files.AnnotationFile;
import io.oras.tests.property.PropertyRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationFileFuzzTest {
  private static final String FILE =
      "{\"$manifest\":{\"a\":\"b\"},\"$config\":{\"c\":\"d\"},\"f.txt\":{\"e\":\"\\u00e9\"}}";

  @TempDir Path folder;

  @Test
  void aFileIsReadOrRefused() {
    Path file = folder.resolve("annotations.json");
    PropertyRunner.check(
        "annotation-file",
        500,
        chance -> {
          byte[] text = FILE.getBytes(StandardCharsets.UTF_8);
          String[] fragments = {
            "{", "}", "\"", ":", ",", "null", "1", "[]", "\\ud800", "\"$config\":"
          };
          Files.write(file, chance.oneIn(10) ? text : chance.mutated(text, fragments));
          try {
            AnnotationFile read = AnnotationFile.read(file);
            assertEquals("v", read.with("x", "k", "v").section("x").get("k"));
          } catch (IllegalArgumentException e) {
            // Said so.
          }
        });
  }
}
