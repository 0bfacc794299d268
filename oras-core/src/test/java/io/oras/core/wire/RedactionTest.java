package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.transport.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DIST-ERR-08")
class RedactionTest {
  private static final String SECRET = "s3cr3tValue";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "https://r/v2/ -> https://r/v2/",
        "https://u:s3cr3tValue@r/v2/ -> https://r/v2/",
        "https://r/x?n=10&last=b&digest=sha256:0 -> https://r/x?n=10&last=b&digest=sha256:0",
        "https://r/x?_state=s3cr3tValue&digest=d -> https://r/x?_state=***&digest=d",
        "https://r/x?s3cr3tValue -> https://r/x?***",
        "https://r/x?a=1?digest=s3cr3tValue -> https://r/x?a=***",
        "https://r/x#s3cr3tValue -> https://r/x",
        "https://ann:p@s3cr3tValue@r/x -> https://r/x",
        "/x?sig=s3cr3tValue -> /x?sig=***",
        "?sig=s3cr3tValue -> ?sig=***",
        "?x#s3cr3tValue -> ?***",
        "https://r/x?=s3cr3tValue -> https://r/x?=***",
        "https://r/x?&s3cr3tValue& -> https://r/x?***&***&***",
        "https://r/x?scope=a&service=b&mount=c&from=d&artifactType=e"
            + " -> https://r/x?scope=a&service=b&mount=c&from=d&artifactType=e",
        "https://r/x?Digest=s3cr3tValue -> https://r/x?Digest=***"
      })
  void queriesAreHiddenButForHarmlessParameters(String url, String shown) {
    assertEquals(shown, Redaction.url(url));
  }

  @Test
  void onlyHeadersThatAreKnownToBeHarmlessAreShown() {
    String shown =
        Redaction.headers(
            Headers.of("Authorization", "Bearer " + SECRET)
                .with("Cookie", SECRET)
                .with("Set-Cookie", SECRET)
                .with("Proxy-Authorization", SECRET)
                .with("X-Anything", SECRET)
                .with("Location", "https://u:" + SECRET + "@cdn/x?sig=" + SECRET)
                .with("Content-Type", "text/plain"));
    assertFalse(shown.contains(SECRET), shown);
    assertTrue(shown.contains("Content-Type: text/plain\n"));
    assertTrue(shown.contains("Location: https://cdn/x?sig=***\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"s3cr3tValue\"}",
        "{ \"access_token\" : \"a\\\"s3cr3tValue\" }",
        "{\"refresh_token\":\"s3cr3tValue",
        "{\"identitytoken\":\"s3cr3tValue\"}",
        "{\"password\":\"s3cr3tValue\"}",
        "got Authorization: Bearer s3cr3tValue",
        "got basic czNjcjN0VmFsdWU6s3cr3tValue==",
        "see https://cdn/x?X-Amz-Signature=s3cr3tValue for more",
        "see https://ann:s3cr3tValue@cdn/x for more",
        "see https://cdn/x?n=1#s3cr3tValue"
      })
  void textOfAServerDoesNotShowATokenThatItRepeats(String text) {
    assertFalse(Redaction.text(text).contains(SECRET), Redaction.text(text));
  }

  @Test
  void textOfAServerKeepsWhatPeopleNeed() {
    String challenge = "Bearer realm=\"https://auth.example/token\",service=\"s\"";
    assertEquals(challenge, Redaction.text(challenge));
    assertEquals("basic information", Redaction.text("basic information"));
    assertEquals("line\n\tline", Redaction.text("line\n\tline"));
  }

  @Test
  void textOfAServerCannotRewriteATerminal() {
    assertEquals("\uFFFD[2Jhi\uFFFD", Redaction.text("\u001b[2Jhi\u009b"));
    assertEquals("a\uFFFDb\uFFFDc\uFFFD", Redaction.text("a\u202eb\u2066c\u2028"));
    assertEquals("/a\uFFFDb?n=\uFFFD", Redaction.url("/a\u009bb?n=\u202e"));
  }
}
