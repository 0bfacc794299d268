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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  private static JsonObject parse(String text) throws InvalidJsonException {
    return StrictJson.parseObject(text.getBytes(UTF_8), "document");
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(InvalidJsonException.class, () -> StrictJson.parseObject(bytes, "document"))
        .getMessage();
  }

  private static String refusal(String text) {
    return refusal(text.getBytes(UTF_8));
  }

  private static String rewritten(String text) throws InvalidJsonException {
    return new String(StrictJson.write(parse(text)), UTF_8);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  @Test
  @Tag("IMG-JSON-01")
  void textThatIsNotUtf8IsRefusedAndNotRepaired() {
    assertEquals("document: not valid UTF-8", refusal("{\"a\":\"é\"}".getBytes(ISO_8859_1)));
    // Overlong "/", half of a surrogate pair, a sequence that is cut.
    for (byte[] bad :
        new byte[][] {
          {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
          {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
          {'{', '"', 'a', '"', ':', '1', '}', (byte) 0xe2, (byte) 0x82}
        }) {
      assertEquals("document: not valid UTF-8", refusal(bad));
    }
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
  void duplicateNamesAreRefusedAtEveryDepth() {
    assertEquals("document: duplicate name 'a'", refusal("{\"a\":1,\"a\":2}"));
    assertEquals("document: duplicate name 'a'", refusal("{\"x\":[{\"a\":1,\"\\u0061\":1}]}"));
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
  void halfOfASurrogatePairIsRefused() throws InvalidJsonException {
    assertTrue(refusal("{\"a\":\"\\ud800\"}").contains("surrogate"));
    assertTrue(refusal("{\"\\udc00\":1}").contains("surrogate"));
    assertEquals("{\"a\":\"😀\"}", rewritten("{\"a\":\"\\ud83d\\ude00\"}"));
  }

  @Test
  void hugeNumbersCostNothing() throws InvalidJsonException {
    assertTrue(refusal("{\"a\":" + "9".repeat(1_000_000) + "}").contains("more than 1000 digits"));
    assertTrue(refusal("{\"a\":1e99999999999}").contains("out of range"));
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
        StrictJson.object()
            .add("a", "<b>&\"\\/\u2028\u2029")
            .add("c", "\b\f\n\r\t\u0000\u001f\u007f")
            .add("<", "ä€😀")
            .build();
    assertEquals(
        "{\"a\":\"\\u003cb\\u003e\\u0026\\\"\\\\/\\u2028\\u2029\","
            + "\"c\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\",\"\\u003c\":\"ä€😀\"}",
        new String(StrictJson.write(object), UTF_8));
  }

  @Test
  void halfOfASurrogatePairIsWrittenAsTheReplacementCharacter() {
    JsonObject object = StrictJson.object().add("a", "x\ud800y").build();
    assertEquals("{\"a\":\"x\\ufffdy\"}", new String(StrictJson.write(object), UTF_8));
  }

  @Test
  void everyKindOfValueIsWritten() throws InvalidJsonException {
    String text = "{\"a\":[],\"b\":{},\"c\":[1,true,false,null,\"\"],\"d\":{\"e\":{\"f\":[[]]}}}";
    assertEquals(text, rewritten(text));
    assertEquals("[]", new String(StrictJson.write(JsonValue.EMPTY_JSON_ARRAY), UTF_8));
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
            StrictJson.indent("{\"a\":[1,{\"b\":{}},[]],\"c\":\"x\"}".getBytes(UTF_8)), UTF_8));
  }

  @Test
  void indentingKeepsStringsAndNumbersByteForByte() {
    String text = "{ \"a\\\\\" : \"\\u003c {,:} \\\" é\" , \"b\":1.0E+2 }\n";
    assertEquals(
        "{\n  \"a\\\\\": \"\\u003c {,:} \\\" é\",\n  \"b\": 1.0E+2\n}",
        new String(StrictJson.indent(text.getBytes(UTF_8)), UTF_8));
  }

  @Test
  void aMissingProviderIsNamedWithTheArtifactToAdd() throws Exception {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      String message =
          String.valueOf(
              assertThrows(MissingProviderException.class, () -> JsonEngine.load(empty))
                  .getMessage());
      assertTrue(message.contains("add the artifact org.eclipse.parsson:parsson"), message);
    }
  }

  @Test
  void theProviderIsLookedUpOnce() {
    assertSame(JsonEngine.get(), JsonEngine.get());
  }
}
