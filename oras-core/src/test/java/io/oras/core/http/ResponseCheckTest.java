package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.AuthenticationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryError;
import io.oras.api.error.RegistryException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.Limit;
import io.oras.core.context.Limit.Bound;
import io.oras.core.context.TestOperations;
import io.oras.core.options.Limits;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCheckTest {
  private static final RegistryRequest REQUEST =
      Chains.get("https://r.example/v2/a/blobs/x?sig=s3cr3t&digest=d");

  private final TransportRequest sent =
      TransportRequest.builder()
          .method(REQUEST.method())
          .uri(REQUEST.uri())
          .headers(REQUEST.headers())
          .body(REQUEST.body())
          .timeout(Duration.ofMinutes(1))
          .build();

  private OrasException failure(RegistryRequest request, Answer answer) throws IOException {
    var transport = ScriptedTransport.inOrder(answer);
    var response = transport.send(sent);
    var failure =
        assertThrows(
            OrasException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals(0, transport.open());
    return failure;
  }

  private List<RegistryError> errors(String body) throws IOException {
    return ((RegistryException) failure(REQUEST, Answer.of(400).body(body)))
        .response()
        .orElseThrow()
        .errors();
  }

  @Test
  void whatWasExpectedIsReturnedAsItIs() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(202));
    var response = transport.send(sent);
    assertSame(
        response,
        ResponseCheck.expect(response, REQUEST, Limits.defaults(), new SentSecrets(), 201, 202));
    assertEquals(1, transport.open());
  }

  @Test
  @Tag("DIST-ERR-08")
  void theMessageSaysWhatWasDoneWhereAndWhy() throws IOException {
    assertEquals(
        "GET https://r.example/v2/a/blobs/x?sig=***&digest=d: 400 DIGEST_INVALID: no match"
            + " (while testing)",
        failure(
                REQUEST,
                Answer.of(400)
                    .body("{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"no match\"}]}"))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "401, AuthenticationException", "403, AccessDeniedException", "404, NotFoundException",
    "405, UnsupportedException", "429, RateLimitedException", "400, RegistryException",
    "500, RegistryException", "204, RegistryException"
  })
  void theStatusPicksTheException(int status, String type) throws IOException {
    var failure = failure(REQUEST, Answer.of(status));
    assertEquals(type, failure.getClass().getSimpleName());
    List<Class<?>> known =
        List.of(
            AuthenticationException.class,
            AccessDeniedException.class,
            NotFoundException.class,
            UnsupportedException.class,
            RateLimitedException.class,
            RegistryException.class);
    assertTrue(known.contains(failure.getClass()));
  }

  @Test
  void theCodeUnsupportedIsUnsupportedWhateverTheStatus() throws IOException {
    assertEquals(
        UnsupportedException.class,
        failure(REQUEST, Answer.of(400).body("{\"errors\":[{\"code\":\"UNSUPPORTED\"}]}"))
            .getClass());
  }

  @Test
  void anythingButARegistryIsToldFromOne() throws IOException {
    var failure = failure(REQUEST, Answer.of(204));
    assertTrue(failure.getMessage().contains("expected [200]"), failure.getMessage());
  }

  @Test
  @Tag("DIST-ERR-02")
  void allErrorsAreKept() throws IOException {
    assertEquals(
        List.of(
            new RegistryError("MANIFEST_UNKNOWN", "manifest unknown", "{\"Tag\":\"x\"}"),
            new RegistryError("DENIED", "", null)),
        errors(
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\","
                + "\"detail\":{\"Tag\":\"x\"}},{\"code\":\"DENIED\"}]}"));
  }

  @ParameterizedTest
  @Tag("DIST-ERR-02")
  @Tag("DIST-ERR-01")
  @ValueSource(
      strings = {
        "{\"errors\":[]}",
        "{\"errors\":null}",
        "{\"errors\":\"x\"}",
        "{\"errors\":[null,1,{}]}",
        "{\"details\":\"x\"}",
        "{}",
        "[]",
        "null",
        "<html>",
        "",
        "{\"errors\":[{\"code\":\"DEN"
      })
  void anyBodyIsABody(String body) throws IOException {
    var failure = (RegistryException) failure(REQUEST, Answer.of(400).body(body));
    assertEquals(List.of(), failure.response().orElseThrow().errors());
    assertEquals(body, failure.response().orElseThrow().body());
  }

  @ParameterizedTest
  @Tag("DIST-ERR-03")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1} | {\"a\":1}",
        "[{\"Type\":\"repository\"}] | [{\"Type\":\"repository\"}]",
        "\"text\" | \"text\"",
        "17 | 17",
        "true | true"
      })
  void aDetailIsAnyJson(String detail, String kept) throws IOException {
    assertEquals(
        kept, errors("{\"errors\":[{\"code\":\"X\",\"detail\":" + detail + "}]}").get(0).detail());
  }

  @Test
  @Tag("DIST-ERR-03")
  void aDetailThatIsNullIsNone() throws IOException {
    assertNull(errors("{\"errors\":[{\"code\":\"X\",\"detail\":null}]}").get(0).detail());
  }

  @ParameterizedTest
  @Tag("DIST-ERR-04")
  @Tag("DIST-ERR-05")
  @Tag("DIST-ERR-06")
  @ValueSource(
      strings = {
        "BLOB_UNKNOWN",
        "BLOB_UPLOAD_INVALID",
        "BLOB_UPLOAD_UNKNOWN",
        "DIGEST_INVALID",
        "MANIFEST_BLOB_UNKNOWN",
        "MANIFEST_INVALID",
        "MANIFEST_UNKNOWN",
        "NAME_INVALID",
        "NAME_UNKNOWN",
        "SIZE_INVALID",
        "UNAUTHORIZED",
        "DENIED",
        "TOOMANYREQUESTS",
        "TAG_INVALID",
        "EXTENSION_UNKNOWN",
        "made up"
      })
  void aCodeIsKeptWhetherItIsKnownOrNot(String code) throws IOException {
    assertEquals(code, errors("{\"errors\":[{\"code\":\"" + code + "\"}]}").get(0).code());
  }

  @Test
  @Tag("DIST-ERR-01")
  void ofALongBodyTheFirst8KibibytesAreKept() throws IOException {
    var failure = (RegistryException) failure(REQUEST, Answer.of(400).body("x".repeat(10 << 20)));
    assertEquals(8192, failure.response().orElseThrow().body().length());
  }

  @Test
  @Tag("DIST-ERR-07")
  void anErrorOfHeadHasNoBody() throws IOException {
    var head = Chains.request("HEAD", "https://r.example/v2/a/blobs/x");
    assertEquals(
        "HEAD https://r.example/v2/a/blobs/x: response status code 404: Not Found (while testing)",
        failure(head, Answer.of(404)).getMessage());
  }

  @Test
  @Tag("DIST-ERR-09")
  void aServersErrorMayBeJsonToo() throws IOException {
    var failure = failure(REQUEST, Answer.of(500).body("{\"errors\":[{\"code\":\"UNKNOWN\"}]}"));
    assertTrue(((RegistryException) failure).response().orElseThrow().has("UNKNOWN"));
  }

  @Test
  void anOfficialImageOfDockerHubIsExplained() throws IOException {
    var request =
        RegistryRequest.of(
            TestOperations.silent(),
            "docker.io",
            "GET",
            URI.create("https://registry-1.docker.io/v2/library/mine/manifests/v1"),
            List.of(),
            "pulling");
    assertTrue(failure(request, Answer.of(404)).getMessage().contains("docker.io/USER/NAME"));
    assertFalse(failure(REQUEST, Answer.of(404)).getMessage().contains("docker.io"));
  }

  @Test
  void ofAnEndlessErrorLittleIsRead() throws IOException {
    EndlessAnswer endless = new EndlessAnswer(500);
    assertThrows(
        RegistryException.class,
        () -> ResponseCheck.expect(endless, REQUEST, Limits.defaults(), new SentSecrets(), 200));
    assertTrue(endless.isClosed());
  }

  @Test
  void ofAnErrorNoMoreIsReadThanTheLimitsSay() throws IOException {
    Limits four = Limits.builder().errorBodyBytes(4).build();
    var response = ScriptedTransport.inOrder(Answer.of(500).body("four and more")).send(sent);
    var failure =
        assertThrows(
            RegistryException.class,
            () -> ResponseCheck.expect(response, REQUEST, four, new SentSecrets(), 200));
    assertEquals("four", failure.response().orElseThrow().body());
  }

  @Test
  void aBodyIsReadToItsLimitAndNotBeyond() throws IOException {
    byte[] four = "four".getBytes(StandardCharsets.UTF_8);
    try (TransportResponse response = ScriptedTransport.inOrder(Answer.json("four")).send(sent)) {
      assertArrayEquals(
          four, ResponseCheck.readBody(response, REQUEST, new Bound(Limit.MANIFEST_BYTES, 4)));
    }
    try (TransportResponse response = ScriptedTransport.inOrder(Answer.json("four")).send(sent)) {
      var failure =
          assertThrows(
              LimitExceededException.class,
              () -> ResponseCheck.readBody(response, REQUEST, new Bound(Limit.MANIFEST_BYTES, 3)));
      assertEquals(
          "GET https://r.example/v2/a/blobs/x?sig=***&digest=d: the response is too long (limit manifestBytes: 3) (while testing)",
          failure.getMessage());
    }
  }
}
