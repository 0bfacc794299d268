package io.oras.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Annotations;
import io.oras.api.model.Digest;
import io.oras.core.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the documents in {@code *.cases}: a line {@code valid kind: name} or {@code invalid kind:
 * name => start of the one problem}, then the document in one line. A valid one may name its
 * digest.
 */
final class ManifestValidatorTest {
  private static final List<String> CORPUS =
      List.of("descriptor", "manifest", "index", "config", "layout", "docker", "examples");

  record Case(
      String file,
      boolean valid,
      Schema kind,
      String name,
      @Nullable String note,
      String document) {
    static Case of(String file, String head, String document) {
      int colon = head.indexOf(": ");
      String[] words = head.substring(0, colon).split(" ", 2);
      String[] rest = head.substring(colon + 2).split(" => ", 2);
      return new Case(
          file,
          words[0].equals("valid"),
          Schema.valueOf(words[1].toUpperCase(Locale.ROOT)),
          rest[0],
          rest.length > 1 ? rest[1] : null,
          document);
    }

    @Override
    public String toString() {
      return file + ": " + name;
    }
  }

  private static List<Case> read(String file) {
    try (InputStream in = ManifestValidatorTest.class.getResourceAsStream(file + ".cases")) {
      List<String> lines =
          new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      List<Case> cases = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        cases.add(Case.of(file, lines.get(i), lines.get(i + 1)));
      }
      return cases;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<Case> cases() {
    return Stream.concat(CORPUS.stream(), Stream.of("extra")).flatMap(file -> read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void documentsAreJudgedAsTheSpecificationSays(Case each) {
    byte[] document = each.document().getBytes(UTF_8);
    List<String> problems = ManifestValidator.validate(each.kind(), document);
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
    assertEquals(valid, read(file).stream().filter(Case::valid).count());
    assertEquals(invalid, read(file).stream().filter(c -> !c.valid()).count());
  }

  @Test
  void theCorpusHas84Cases() {
    List<Case> all = CORPUS.stream().flatMap(file -> read(file).stream()).toList();
    assertEquals(84, all.size());
    assertEquals(44, all.stream().filter(Case::valid).count());
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPaths() {
    String text =
        "{\"schemaVersion\":3,\"config\":{\"mediaType\":\"x\",\"size\":\"1\"},\"layers\":[7]}";
    List<String> paths =
        ManifestValidator.validate(Schema.MANIFEST, text.getBytes(UTF_8)).stream()
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
    return ManifestValidator.validate(Schema.INDEX, text.getBytes(UTF_8));
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
  void aNameOfManyThousandWordsIsNoTrouble() {
    assertEquals(List.of(), problemsOfName("a/".repeat(100_000) + "a"));
  }
}
