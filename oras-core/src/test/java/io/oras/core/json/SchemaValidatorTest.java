package io.oras.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Annotations;
import io.oras.api.model.Digest;
import io.oras.core.document.Schema;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaValidatorTest {
  @ParameterizedTest
  @MethodSource("io.oras.core.json.Corpus#all")
  void documentsAreJudgedAsTheSpecificationSays(Corpus each) {
    byte[] document = each.document().getBytes(UTF_8);
    List<String> problems = each.kind().violations(document);
    if (each.valid()) {
      assertEquals(List.of(), problems);
      if (each.note() != null) {
        assertEquals(each.note(), Digest.of(document).toString());
      }
    } else {
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).startsWith(String.valueOf(each.note())), problems::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "descriptor, 13, 18",
    "manifest, 6, 6",
    "index, 5, 7",
    "config, 2, 8",
    "layout, 1, 1",
    "docker, 4, 0",
    "examples, 13, 0"
  })
  void noCaseOfTheSpecificationsTestsIsLost(String file, int valid, int invalid) {
    assertEquals(valid, Corpus.read(file).stream().filter(Corpus::valid).count());
    assertEquals(invalid, Corpus.read(file).stream().filter(c -> !c.valid()).count());
  }

  @Test
  void theCorpusHas84Cases() {
    List<Corpus> all = Corpus.FILES.stream().flatMap(file -> Corpus.read(file).stream()).toList();
    assertEquals(84, all.size());
    assertEquals(44, all.stream().filter(Corpus::valid).count());
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPaths() {
    String text =
        "{\"schemaVersion\":3,\"config\":{\"mediaType\":\"x\",\"size\":\"1\"},\"layers\":[7]}";
    List<String> paths =
        Schema.MANIFEST.violations(text.getBytes(UTF_8)).stream()
            .map(problem -> problem.substring(0, problem.indexOf(':')))
            .toList();
    assertEquals(
        List.of("schemaVersion", "config.mediaType", "config.digest", "config.size", "layers[0]"),
        paths);
  }

  private static List<String> problemsOfName(String name) {
    String text =
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"a:b\","
            + "\"annotations\":{\""
            + Annotations.REF_NAME
            + "\":\""
            + name
            + "\"}}]}";
    return Schema.INDEX.violations(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1.0.0-vendor.0",
        "stable-release",
        "a--b",
        "a/b",
        "a_b",
        "a+b",
        "docker.io/library/alpine:3.20",
        "alpine@sha256:abc",
        "user@host:5000/x"
      })
  void namesInALayoutMayBeReferences(String name) {
    assertEquals(List.of(), problemsOfName(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a---b", "a..b", "a__b", "-a", "a-", "a/", "a//b", "a b"})
  void namesInALayoutHaveTheirOwnGrammar(String name) {
    assertEquals(1, problemsOfName(name).size());
  }

  @Test
  @Tag("IMG-DIG-05")
  void aNameOfManyThousandWordsIsValidated() {
    assertEquals(List.of(), problemsOfName("a/".repeat(100_000) + "a"));
  }
}
