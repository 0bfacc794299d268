package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.core.auth.ScopeSet;
import io.oras.core.json.JsonDocument;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Parsers of text from the network, with a mebibyte of their worst input behind the limits: what
 * takes more than linear time does not end.
 */
class WorstInputTest {
  private static final int LENGTH = 1 << 20;

  private static final List<String> UNITS =
      List.of(
          "a",
          "1",
          "\"",
          "\\\"",
          "<",
          ",",
          ":",
          "/",
          "//",
          "@",
          " ",
          "Bearer ",
          "Bearer\t",
          "basic a",
          "\"token\":",
          "\"token\" ",
          "[",
          "{\"a\":",
          "%41",
          "%",
          "-",
          ".",
          "a.",
          "0x",
          "https://",
          "https://a@",
          "?a=",
          "&",
          "#",
          "_",
          "a-",
          "a/",
          "+");

  /** A parser. */
  enum Parser {
    REFERENCE,
    REFERENCE_PATH,
    DIGEST,
    MEDIA_TYPE,
    URL,
    REDACTED_TEXT,
    REDACTED_URL,
    JSON,
    JSON_STRING,
    SCOPES,
    SCOPE_ACTIONS;

    void parse(String text) throws Exception {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      switch (this) {
        case REFERENCE -> Reference.parse(text);
        case REFERENCE_PATH -> Reference.parse("localhost/" + text + "!");
        case DIGEST -> Digest.parse("sha256:" + text);
        case MEDIA_TYPE -> new MediaType(text);
        case URL -> Urls.resolve(URI.create("https://r.example/"), text);
        case REDACTED_TEXT -> Redaction.text(text);
        case REDACTED_URL -> Redaction.url("https://" + text);
        case JSON -> JsonDocument.parseObject(bytes, "test");
        case JSON_STRING ->
            JsonDocument.parseObject(("{\"a\":\"" + text).getBytes(StandardCharsets.UTF_8), "test");
        case SCOPES -> ScopeSet.of(List.of()).with(text);
        case SCOPE_ACTIONS -> ScopeSet.of(List.of()).with("repository:a:" + text);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parserEndsWithAMebibyteOfAnything(Parser parser) {
    for (String unit : UNITS) {
      for (String end : List.of("", "!")) {
        try {
          parser.parse(unit.repeat(LENGTH / unit.length()) + end);
        } catch (Exception e) {
          // To refuse it is as good.
        }
      }
    }
  }

  @Test
  void scopesOfAnyNumberAreMergedAndCompared() {
    ScopeSet resources = ScopeSet.of(List.of()).with(scopes(250_000, "repository:a%d:pull"));
    ScopeSet actions = ScopeSet.of(List.of()).with(scopes(100_000, "repository:a:pull%d"));
    assertEquals(250_000, resources.scopes().size());
    assertEquals(1, actions.scopes().size());
    assertEquals(true, resources.covers(resources));
    assertEquals(false, resources.covers(actions));
  }

  private static String scopes(int count, String scope) {
    return IntStream.range(0, count)
        .mapToObj(i -> scope.replace("%d", Integer.toString(i)))
        .collect(Collectors.joining(" "));
  }
}
