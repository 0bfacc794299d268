package io.oras.cli.output;

import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  private static final String[] FRAGMENTS = {
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
    "printf \"%*d%[1]v\"",
    "slice",
    "index",
    "first",
    "(",
    ")",
    "$x := ",
    "-1",
    "1e400",
    "0x",
    "'\\U00110000'",
    "{{template \"x\" .}}",
    "{{break}}",
    "repeat 1000000000",
    "until 1000000000000",
    "(".repeat(9000),
    "println",
    "\"\\q\"",
    "`",
    "\"",
    "{{if .ok}}".repeat(9000)
  };

  private static String template(SeededRandom chance) {
    return chance.pick(
        "{{range .files}}{{.path | json}}{{else}}none{{end}}",
        "{{if .ok}}{{len .files}} {{- println .digest .size -}}{{end}} {{$.nothing}}",
        "{{\"a\\tb\" | toJson}}{{`raw`}}{{(first .files).path}}{{toPrettyJson .}}",
        "{{range $i, $f := .files}}{{if gt $i 0}}, {{end}}{{upper $f.path | trunc 3}}{{end}}",
        "{{define \"x\"}}{{.}}{{end}}{{with $d := .digest}}{{template \"x\" $d}}{{end}}",
        "{{printf \"%5d %-8s %q %v\" (int .size) .digest .nothing (index .files 0)}}",
        "{{$n := 0}}{{range until 4}}{{$n = add $n 1}}{{continue}}{{end}}{{$n}}{{/* c */ -}}",
        "{{join \",\" (list 1 2.5 0x1f 'a' true) | replace \",\" \"+\"}}{{dict \"a\" nil | toJson}}");
  }

  @Test
  void aTemplateIsWrittenOrRefused() {
    PropertyRunner.check(
        "go-template",
        1000,
        chance -> {
          String text = chance.mutated(template(chance), FRAGMENTS);
          try {
            GoTemplate.parse(text)
                .apply(MODEL, new StringBuilder(), UnaryOperator.identity(), TemplateCases.PROCESS);
          } catch (TemplateException e) {
            // Said so.
          }
        });
  }
}
