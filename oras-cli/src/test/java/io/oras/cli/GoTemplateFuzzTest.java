package io.oras.cli;

import io.oras.tests.seeds.Chance;
import io.oras.tests.seeds.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoTemplateFuzzTest {
  private static final Object MODEL =
      Map.of(
          "digest",
          "sha256:1",
          "size",
          3L,
          "ok",
          true,
          "empty",
          List.of(),
          "files",
          List.of(Map.of("path", "/a"), Map.of("path", "b\"")),
          "nothing",
          Arrays.asList("x", null));

  private static final String[] PIECES = {
    "{{",
    "}}",
    "{{- ",
    " -}}",
    "{{range .files}}",
    "{{if .ok}}",
    "{{else}}",
    "{{end}}",
    "|",
    ".",
    "$",
    "$.size",
    "len",
    "json",
    "toPrettyJson",
    "println",
    "\"\\q\"",
    "`",
    "\"",
    "{{if .ok}}".repeat(9000)
  };

  private static String template(Chance chance) {
    return chance.pick(
        "{{range .files}}{{.path | json}}{{else}}none{{end}}",
        "{{if .ok}}{{len .files}} {{- println .digest .size -}}{{end}} {{$.nothing}}",
        "{{\"a\\tb\" | toJson}}{{`raw`}}{{.files.path}}{{toPrettyJson .}}");
  }

  @Test
  void aTemplateIsWrittenOrRefused() {
    Seeds.check(
        "go-template",
        1000,
        chance -> {
          String text = chance.mutated(template(chance), PIECES);
          try {
            GoTemplate.parse(text).apply(MODEL);
          } catch (UsageException e) {
            // Said so.
          }
        });
  }
}
