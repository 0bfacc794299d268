package io.oras.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.core.document.OciJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTemplateTest {
  private static final Map<String, Object> MODEL = model();

  private static Map<String, Object> model() {
    byte[] manifest = TemplateCases.manifest();
    Object content = Objects.requireNonNull(OciJson.values(manifest, "manifest"));
    String digest = Digest.of(manifest).toString();
    return Map.of(
        "reference",
        "lay@" + digest,
        "mediaType",
        "application/vnd.oci.image.manifest.v1+json",
        "digest",
        digest,
        "size",
        manifest.length,
        "content",
        content);
  }

  private static String applied(String template) {
    StringBuilder out = new StringBuilder();
    GoTemplate.parse(template).apply(MODEL, out, UnaryOperator.identity(), TemplateCases.PROCESS);
    return out.toString();
  }

  private static List<TemplateCases.Case> cases() {
    return TemplateCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void templatesPrintWhatOrasPrints(TemplateCases.Case given) {
    StringBuilder out = new StringBuilder();
    String error = "";
    try {
      GoTemplate.parse(given.template())
          .apply(MODEL, out, UnaryOperator.identity(), TemplateCases.PROCESS);
    } catch (TemplateException e) {
      error = e.getMessage();
    }

    assertEquals(given.error(), error);
    assertEquals(given.output(), out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{define \"x\"}}{{template \"x\"}}{{end}}{{template \"x\"}}",
        "{{define \"x\"}}{{range 9}}{{print (template)}}{{end}}{{end}}",
        "{{repeat 1000000000 \"xxxx\"}}",
        "{{until 1000000000000}}",
        "{{$d := dict}}{{$e := set $d \"d\" $d}}{{$d}}",
        "{{$x := list 1}}{{range 40}}{{$x = list $x $x}}{{end}}{{$x}}",
        "{{$x := list 1}}{{range 40}}{{$x = list $x $x}}{{end}}{{toJson $x}}",
        "{{indent 1000000000 \"x\"}}",
        "{{$x := repeat 1000 \"x\"}}{{range 40}}{{$x = print $x $x}}{{end}}",
        "{{$x := repeat 1000 \"x\"}}{{range 40}}{{$x = printf \"%s%s\" $x $x}}{{end}}",
        "{{$x := repeat 1000 \"x\"}}{{range 40}}{{$x = cat $x $x}}{{end}}",
        "{{$x := list 1 2 3}}{{range 40}}{{$x = concat $x $x}}{{end}}",
        "{{$x := list 1}}{{range 40}}{{$x = list $x $x}}{{end}}{{printf \"%v\" $x}}",
        "{{$x := list 1}}{{range 40}}{{$x = list $x $x}}{{end}}{{deepCopy $x}}",
        "{{$x := list 1}}{{$y := list 1}}{{range 40}}{{$x = list $x $x}}{{$y = list $y $y}}{{end}}"
            + "{{deepEqual $x $y}}",
        "{{$x := list 1}}{{$y := list 1}}{{range 40}}{{$x = list $x $x}}{{$y = list $y $y}}{{end}}"
            + "{{has $x (list $y)}}",
        "{{$x := list 1}}{{$y := list 1}}{{range 40}}{{$x = list $x $x}}{{$y = list $y $y}}{{end}}"
            + "{{uniq (list $x $y)}}"
      })
  void templatesThatWouldTakeAllMemoryFail(String template) {
    assertThrows(TemplateException.class, () -> applied(template));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{range 2147483647}}{{end}}",
        "{{define \"x\"}}{{if gt . 0}}{{template \"x\" (sub . 1)}}{{template \"x\" (sub . 1)}}{{end}}{{end}}"
            + "{{template \"x\" 60}}"
      })
  void templatesThatWouldNotEndFail(String template) {
    String message = assertThrows(TemplateException.class, () -> applied(template)).getMessage();
    assertTrue(message.endsWith("takes more than 10000000 steps"), message);
  }

  @Test
  void parenthesesAndBlocksNestedTooDeeplyAreRefused() {
    for (String open : List.of("{{(", "{{if 1}}", "{{range .}}")) {
      String message =
          assertThrows(
                  TemplateException.class, () -> applied(open.repeat(100_000).replace("({{", "(")))
              .getMessage();
      assertTrue(message.startsWith("template: format output:1: "), message);
    }
  }

  @Test
  void regularExpressionThatTakesTooManyStepsFails() {
    String template = "{{regexMatch (repeat 9 \"(.*)\" | printf \"%sz\") (repeat 200 \"a\")}}";
    String message = assertThrows(TemplateException.class, () -> applied(template)).getMessage();
    assertTrue(message.endsWith("takes too many steps for this text"), message);
  }

  @Test
  void regularExpressionThatIsNotSupportedIsNamed() {
    String message =
        assertThrows(TemplateException.class, () -> applied("{{regexFind \"(?U)a+\" \"aa\"}}"))
            .getMessage();
    assertTrue(message.endsWith("with `(?U)` are not supported"), message);
  }

  @Test
  void timeIsThatOfTheProcess() {
    assertEquals(
        "2026-05-28 20:26:40 +0000 UTC|1780000000|1m40s",
        applied("{{now}}|{{unixEpoch now}}|{{ago (int64 1779999900)}}"));
  }

  @Test
  void textOfTheDataIsConvertedAndTextOfTheTemplateIsNot() {
    StringBuilder out = new StringBuilder();
    GoTemplate.parse("a{{\"b\"}}{{.c}}{{print \"d\"}}")
        .apply(Map.of("c", "c"), out, text -> text.toUpperCase(Locale.ROOT), TemplateCases.PROCESS);
    assertEquals("abCD", out.toString());
  }
}
