package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of a reference counts, and where several tags may stand. */
class SingleReferenceTest extends CommandLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest delete REF -f",
        "manifest fetch REF",
        "manifest fetch-config REF",
        "manifest index update REF --add v1",
        "tag REF new",
        "attach --artifact-type a/b REF -a k=v",
        "pull REF",
        "resolve REF",
        "discover REF",
        "repo tags REF",
        "cp REF REG/copy:v1",
        "blob fetch REF -o -",
        "blob delete REF -f"
      })
  void aListOfTagsIsRefusedWhereOneReferenceIsMeant(String command) {
    push("REG/demo:v1");
    oras("tag", "REG/demo:v1", "v2").lines();
    registry.clear();
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      words.add(word.equals("REF") ? "REG/demo:v1,v2" : word);
    }
    Run run = oras(words.toArray(String[]::new));
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("invalid reference"), run.err());
    assertEquals(List.of(), registry.requests());
    assertEquals(List.of("v1", "v2"), registry.tags("demo"));
  }

  @Test
  void aListInALayoutIsOneTagThatIsNotThere() {
    oras("push", "--oci-layout", "lay:v1,v2", "f.txt").lines();
    assertEquals(1, oras("pull", "--oci-layout", "lay:v1,v2").exit());
    assertTrue(
        oras("manifest", "delete", "--oci-layout", "lay:v1,v2", "-f").text().startsWith("Missing"));
    assertEquals(List.of("v1", "v2"), oras("repo", "tags", "--oci-layout", "lay").lines());
  }

  @Test
  void tagsAreCheckedBeforeAnythingIsSent() {
    push("REG/demo:v1");
    registry.clear();
    assertEquals("Error: empty extra tag", oras("push", "REG/demo:v2,", "f.txt").errors().get(0));
    assertEquals(
        "Error: empty extra tag", oras("cp", "REG/demo:v1", "REG/demo:v2,").errors().get(0));
    assertEquals(
        "Error: invalid extra tag: \"b/d\"",
        oras("push", "REG/demo:v2,b/d", "f.txt").errors().get(0));
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void tagsMayFollowARepository() {
    assertTrue(oras("push", "REG/demo,v2", "f.txt").lines().contains("Tagged v2"));
    assertEquals(List.of("v2"), registry.tags("demo"));
  }

  @Test
  void theDigestDecidesWhereThereIsATagToo() throws IOException {
    push("REG/demo:v1");
    Files.writeString(folder.resolve("g.txt"), "other");
    oras("push", "REG/demo:v2", "g.txt").lines();
    String both = "REG/demo:v2@" + PUSHED;
    assertEquals(List.of(PUSHED), oras("resolve", both).lines());
    oras("tag", both, "v3").lines();
    assertEquals(List.of(PUSHED), oras("resolve", "REG/demo:v3").lines());
    oras("pull", both, "-o", "out").lines();
    assertEquals("bar", Files.readString(folder.resolve("out/f.txt")));
    assertEquals(
        List.of("Deleted [registry] " + host + "/demo:v2@" + PUSHED),
        oras("manifest", "delete", "-f", both).lines());
    assertEquals(List.of("v2"), registry.tags("demo"));
  }
}
