package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.registry.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that a registry, a layout or an artifact brings cannot move the cursor of a terminal. */
class HostileTextTest extends CommandLineTest {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  /** Clears the screen, by both forms of the sequence, and reorders and breaks the line. */
  private static final String JSON = "x\\u001b[2J\\u009b2J\\u202ey\\nz\\r";

  private static final String ESCAPED = "x\\u001b[2J\\u009b2J\\u202ey\\u000az\\u000d";

  private Digest manifest;

  /** An artifact with a hostile title and annotation, a referrer of it, and hostile types. */
  @BeforeEach
  void content() {
    manifest = artifact("a", "x");
    artifact("types", JSON);
  }

  private Digest artifact(String repository, String type) {
    registry.addBlob(repository, "bar".getBytes(StandardCharsets.UTF_8));
    registry.addBlob(repository, "{}".getBytes(StandardCharsets.UTF_8));
    byte[] document = document(type, "").getBytes(StandardCharsets.UTF_8);
    Digest digest = registry.addManifest(repository, "v1", TYPE, document);
    String subject =
        "\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s},"
            .formatted(TYPE, digest, document.length);
    byte[] referrer = document(type, subject).getBytes(StandardCharsets.UTF_8);
    registry.addManifest(repository, "v2", TYPE, referrer);
    return digest;
  }

  private static String document(String type, String subject) {
    String config = Digest.of("{}".getBytes(StandardCharsets.UTF_8)).toString();
    return ("{'schemaVersion':2,'mediaType':'MANIFEST','artifactType':'t/TYPE',SUBJECT"
            + "'config':{'mediaType':'c/TYPE','digest':'CONFIG','size':2},"
            + "'layers':[{'mediaType':'l/TYPE','digest':'BLOB','size':3,"
            + "'annotations':{'org.opencontainers.image.title':'TEXT'}}],"
            + "'annotations':{'k':'TEXT'}}")
        .replace('\'', '"')
        .replace("MANIFEST", TYPE)
        .replace("TYPE", type)
        .replace("SUBJECT", subject)
        .replace("CONFIG", config)
        .replace("BLOB", BAR)
        .replace("TEXT", JSON);
  }

  private static void assertHarmless(String text) {
    assertFalse(
        text.chars()
            .anyMatch(
                c ->
                    (Character.isISOControl(c) && c != '\n' && c != '\t')
                        || (c >= 0x202a && c <= 0x202e)),
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull REG/a:v1 -o out",
        "pull REG/a:v1 -o out --debug",
        "cp REG/a:v1 REG/b:v1",
        "cp REG/a:v1 REG/b:v1 --debug",
        "cp REG/a:v1 --to-oci-layout lay:v1",
        "pull REG/types:v1 -o out",
        "cp REG/types:v1 REG/b:v1",
        "discover REG/types:v1",
        "attach REG/types:v1 --artifact-type t/x -a k=v",
        "discover REG/a:v1",
        "discover REG/a:v1 -v",
        "discover REG/a:v1 --format table",
        "discover REG/a:v1 --format go-template={{range.referrers}}{{.artifactType}}{{end}}",
        "manifest fetch-config REG/a:v1 --platform linux/amd64",
        "manifest fetch REG/a:v1 --platform x\u001b[2J/\u009b",
        "manifest fetch REG/a@x\u001b[2J\u009b",
        "resolve REG/a:x\u001b[2J\u009b",
        "blob fetch -o x\u001b[2J/y REG/a@" + BAR,
        "x\u001b[2J\u009b\u202e",
        "pull --x\u001b[2J\u009b REG/a:v1",
        "tag REG/a:v1 x\u001b[2J\u202e"
      })
  void noCommandPrintsControlCharacters(String words) {
    Run run = oras(words.split(" "));
    assertHarmless(run.out());
    assertHarmless(run.err());
  }

  @Test
  void statusLinesEscapeTitles() {
    Run run = oras("cp", "REG/a:v1", "REG/b:v1");
    assertTrue(run.out().contains(ESCAPED), run.out() + run.err());
    assertEquals(0, run.exit(), run.err());
    assertTrue(oras("discover", "REG/a:v1").text().contains("[annotations]"));
  }

  @Test
  void templatesEscapeTheDataAndNotTheirOwnText() {
    String template = "{{.content.annotations.k}}{{\"\\x1b[0m\"}}";
    assertEquals(
        ESCAPED.replace("\\u000a", "\n") + "\u001b[0m",
        oras("manifest", "fetch", "REG/a:v1", "--format", "go-template", "--template", template)
            .text());
  }

  @Test
  void listsEscapeTagsAndRepositories() {
    registry.fault(
        Fault.on("GET", "/v2/a/tags/list")
            .answer(200, "application/json", "{\"name\":\"a\",\"tags\":[\"" + JSON + "\"]}"));
    registry.fault(
        Fault.on("GET", "/v2/_catalog")
            .answer(200, "application/json", "{\"repositories\":[\"" + JSON + "\"]}"));

    assertEquals(List.of(ESCAPED), oras("repo", "tags", "REG/a").lines());
    assertEquals(List.of(ESCAPED), oras("repo", "ls", "REG").lines());
    String json = oras("repo", "tags", "REG/a", "--format", "json").text();
    assertTrue(json.contains("\"x\\u001b[2J\u009b2J\u202ey\\nz\\r\""), json);
  }

  @Test
  void errorsEscapeTheWordsOfTheRegistry() {
    registry.fault(
        Fault.on("GET|HEAD", "/v2/a/manifests/.*")
            .answer(
                400,
                "application/json",
                "{\"errors\":[{\"code\":\"X" + JSON + "\",\"message\":\"" + JSON + "\"}]}"));

    Run run = oras("manifest", "fetch", "REG/a:v1");

    assertEquals(1, run.err().lines().count(), run.err());
    assertHarmless(run.err());
    assertEquals(1, run.exit());
  }

  @Test
  void warningsAndHeadersAreEscaped() {
    registry.fault(
        Fault.on("GET|HEAD", "/v2/.*")
            .header("Warning", "299 - \"x\u009b2Jy\"")
            .header("Location", "/\u009b2J"));

    Run run = oras("resolve", "REG/a:v1", "--debug");

    assertHarmless(run.err());
    assertEquals(manifest + "\n", run.text());
  }
}
