package io.oras.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.MissingProviderException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonDocumentTest {
  private static final JsonValue ONE = JsonDocument.array().add(1).build().get(0);

  private static JsonObject parse(String text) throws InvalidJsonException {
    return JsonDocument.parseObject(text.getBytes(UTF_8), "document");
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(
            InvalidJsonException.class, () -> JsonDocument.parseObject(bytes, "document"))
        .getMessage();
  }

  private static String refusal(String text) {
    return refusal(text.getBytes(UTF_8));
  }

  private static String rewritten(String text) throws InvalidJsonException {
    return new String(JsonDocument.write(parse(text)), UTF_8);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static List<String> problems(byte[] bytes) throws InvalidJsonException {
    List<String> problems = new ArrayList<>();
    JsonDocument.parseObject(bytes, "document", problems::add);
    return problems;
  }

  @Test
  @Tag("IMG-JSON-01")
  void textThatIsNotUtf8IsShownWithTheReplacementCharacterAndReported() throws Exception {
    byte[] latin = "{\"a\":\"é\"}".getBytes(ISO_8859_1);
    assertEquals("\ufffd", JsonDocument.parseObject(latin, "document").getString("a"));
    assertEquals(List.of("document: not valid UTF-8"), problems(latin));
    // Overlong "/", half of a surrogate pair.
    for (byte[] bad :
        new byte[][] {
          {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
          {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'}
        }) {
      assertTrue(JsonDocument.parseObject(bad, "document").containsValue(ONE));
      assertEquals(List.of("document: not valid UTF-8"), problems(bad));
    }
    refusal(new byte[] {'{', '"', 'a', '"', ':', '1', '}', (byte) 0xe2, (byte) 0x82});
  }

  @Test
  @Tag("IMG-JSON-01")
  void byteOrderMarksAndUtf16AreRefused() {
    assertTrue(refusal("\uFEFF{}").contains("byte order mark"));
    refusal("{}".getBytes(UTF_16));
    refusal("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
  }

  @Test
  @Tag("IMG-JSON-02")
  @Tag("IMG-ANN-03")
  void aDuplicateNameIsAProblemOfItsField() throws InvalidJsonException {
    JsonFields fields = JsonFields.of(parse("{\"a\":1,\"a\":2,\"b\":3}"));
    assertEquals(3, fields.requireInteger("b"));
    assertEquals(
        "a: duplicate name 'a'",
        assertThrows(InvalidJsonException.class, () -> fields.integer("a")).getMessage());
    assertEquals(
        List.of("document: duplicate name 'a'"),
        problems("{\"x\":[{\"a\":1,\"\\u0061\":1}]}".getBytes(UTF_8)));
  }

  @Test
  void whatIsNotReadIsWrittenAgain() throws InvalidJsonException {
    assertEquals("{\"a\":{\"c\":2}}", rewritten("{\"a\":1,\"a\":{\"c\":2}}"));
    assertEquals("{\"a\":1e99999999999}", rewritten("{\"a\":1e99999999999}"));
  }

  @Test
  void oneNameInSeparateObjectsIsNoDuplicate() throws InvalidJsonException {
    assertEquals("{\"a\":{\"a\":[{\"a\":1}]}}", rewritten("{\"a\":{\"a\":[{\"a\":1}]}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} x", "{}{}", "{},", "{}]", "{} null", "{}\u0000", "{}\u00a0"})
  void nothingMayFollowTheRoot(String text) {
    refusal(text);
  }

  @Test
  void whiteSpaceMayFollowTheRoot() throws InvalidJsonException {
    assertTrue(parse(" {} \r\n\t").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "// c\n{}",
        "[1",
        "invalid JSON"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertTrue(refusal(text).startsWith("document: not valid JSON"), refusal(text));
  }

  @Test
  void theMessageSaysWhereAndShowsNothingOfTheDocument() {
    String message = refusal("{\n \"token\":\"s3cret\" \"x\"}");
    assertTrue(message.contains("line 2"), message);
    assertFalse(message.contains("s3cret"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
  void aRootThatIsNoObjectIsRefused(String text) {
    assertEquals("document: expected a JSON object", refusal(text));
  }

  @Test
  void aHundredLevelsAreReadAndNoneMore() throws InvalidJsonException {
    assertEquals(nested(100), rewritten(nested(100)));
    assertEquals("document: nested deeper than 100 levels", refusal(nested(101)));
    assertEquals(
        "document: nested deeper than 100 levels", refusal("{\"a\":" + "[".repeat(100_000)));
  }

  @Test
  void halfOfASurrogatePairIsShownAsTheReplacementCharacterAndReported() throws Exception {
    for (String text : List.of("{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}")) {
      assertTrue(rewritten(text).contains("\ufffd"));
      assertTrue(problems(text.getBytes(UTF_8)).get(0).contains("surrogate"));
    }
    assertEquals("{\"a\":\"😀\"}", rewritten("{\"a\":\"\\ud83d\\ude00\"}"));
  }

  @Test
  void hugeNumbersCostNothing() throws InvalidJsonException {
    JsonFields many = JsonFields.of(parse("{\"a\":" + "9".repeat(1_000_000) + "}"));
    assertTrue(
        assertThrows(InvalidJsonException.class, () -> many.integer("a"))
            .getMessage()
            .contains("more than 1000 digits"));
    JsonFields huge = JsonFields.of(parse("{\"a\":1e99999999999}"));
    assertTrue(
        assertThrows(InvalidJsonException.class, () -> huge.integer("a"))
            .getMessage()
            .contains("out of range"));
    JsonFields fields = JsonFields.of(parse("{\"a\":1e999999999}"));
    assertThrows(InvalidJsonException.class, () -> fields.integer("a"));
  }

  @Test
  void numbersKeepTheirDigits() throws InvalidJsonException {
    String text =
        "{\"a\":9007199254740993,\"b\":-1,\"c\":0.10,\"d\":123456789012345678901234567890}";
    assertEquals(text, rewritten(text));
  }

  @Test
  @Tag("IMG-JSON-05")
  void stringsAreEscapedAsGoDoes() {
    JsonObject object =
        JsonDocument.object()
            .add("a", "<b>&\"\\/\u2028\u2029")
            .add("c", "\b\f\n\r\t\u0000\u001f\u007f")
            .add("<", "ä€😀")
            .build();
    assertEquals(
        "{\"a\":\"\\u003cb\\u003e\\u0026\\\"\\\\/\\u2028\\u2029\","
            + "\"c\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\",\"\\u003c\":\"ä€😀\"}",
        new String(JsonDocument.write(object), UTF_8));
  }

  @Test
  void halfOfASurrogatePairIsWrittenAsTheReplacementCharacter() {
    JsonObject object = JsonDocument.object().add("a", "x\ud800y").build();
    assertEquals("{\"a\":\"x\\ufffdy\"}", new String(JsonDocument.write(object), UTF_8));
  }

  @Test
  void everyKindOfValueIsWritten() throws InvalidJsonException {
    String text = "{\"a\":[],\"b\":{},\"c\":[1,true,false,null,\"\"],\"d\":{\"e\":{\"f\":[[]]}}}";
    assertEquals(text, rewritten(text));
    assertEquals("[]", new String(JsonDocument.write(JsonValue.EMPTY_JSON_ARRAY), UTF_8));
  }

  @Test
  void prettyPrintingIndentsByTwoSpaces() throws InvalidJsonException {
    assertEquals(
        """
        {
          "a": [
            1,
            {
              "b": {}
            },
            []
          ],
          "c": "x"
        }""",
        new String(
            JsonIndenter.indent("{\"a\":[1,{\"b\":{}},[]],\"c\":\"x\"}".getBytes(UTF_8)), UTF_8));
  }

  @Test
  void indentingKeepsStringsAndNumbersByteForByte() {
    String text = "{ \"a\\\\\" : \"\\u003c {,:} \\\" é\" , \"b\":1.0E+2 }\n";
    assertEquals(
        "{\n  \"a\\\\\": \"\\u003c {,:} \\\" é\",\n  \"b\": 1.0E+2\n}",
        new String(JsonIndenter.indent(text.getBytes(UTF_8)), UTF_8));
  }

  @Test
  void aMissingProviderIsNamedWithTheArtifactToAdd() throws Exception {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      String message =
          String.valueOf(
              assertThrows(MissingProviderException.class, () -> JsonProviders.load(empty))
                  .getMessage());
      assertTrue(message.contains("add the artifact org.eclipse.parsson:parsson"), message);
    }
  }

  @Test
  void theProviderIsLookedUpOnce() {
    assertSame(JsonProviders.get(), JsonProviders.get());
  }
}
