package io.oras.core.registry.upload;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.bytes;
import static io.oras.core.registry.Fixture.encoded;
import static io.oras.core.registry.upload.UploadServer.ANSWER_LOST;
import static io.oras.core.registry.upload.UploadServer.NONE;
import static io.oras.core.registry.upload.UploadServer.RESET;
import static io.oras.core.registry.upload.UploadServer.answer;
import static io.oras.core.registry.upload.UploadServer.cutAfter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.transport.RequestBody;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.core.options.UploadMethod.Kind;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobUploadTest {
  private static final String POST = "POST /v2/demo/blobs/uploads/";
  private static final byte[] TEN = bytes("0123456789");
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, TEN);

  private final UploadServer server = new UploadServer();
  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http.otherwise(server);

  private void push() throws IOException {
    fixture.writing().push(BLOB, ContentSource.ofBytes(TEN));
  }

  private void use(Kind how, int chunk) {
    UploadMethod method =
        switch (how) {
          case MONOLITHIC -> UploadMethod.monolithic();
          case WHOLE_PATCH -> UploadMethod.wholePatch();
          case CHUNKED -> UploadMethod.chunked(chunk);
        };
    fixture.settings = RegistrySettings.builder().upload(method).build();
  }

  private List<String> ranges() {
    return http.all("PATCH").stream().map(r -> r.header("Content-Range")).toList();
  }

  private void assertStored() {
    assertArrayEquals(TEN, server.blobs.get(BLOB.digest()));
  }

  private static ContentSource once(byte[] content) {
    return new ContentSource() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }

      @Override
      public boolean replayable() {
        return false;
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"CHUNKED", "WHOLE_PATCH"})
  void contentThatWasLostUnnoticedIsSentAgainFromItsStart(Kind how) throws IOException {
    use(how, 100);
    // Both for nothing and for whatever came: registries that do not count say so too.
    server.fail("PATCH", answer(reply(202).with("Range", "0-0")));
    push();
    assertStored();
    assertEquals(2, http.all("POST").size());
    assertEquals(2, http.all("PATCH").size());
  }

  @Test
  @Tag("DIST-PUSH-02")
  @Tag("DIST-PUSH-05")
  @Tag("DIST-PUSH-06")
  void blobOfKnownLengthIsPostAndPut() throws IOException {
    push();
    assertEquals(
        List.of(
            POST,
            "PUT /v2/demo/blobs/uploads/u1?_state=a%2Fb%3D&n=1&digest=" + encoded(BLOB.digest())),
        http.lines());
    assertEquals(RequestBody.EMPTY, http.received.get(0).request().body());
    assertEquals("application/octet-stream", http.last().header("Content-Type"));
    assertEquals(10, http.last().request().body().length());
    assertStored();
  }

  @Test
  void filesGoOutAsFiles(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), TEN);
    fixture.writing().push(BLOB, ContentSource.ofFile(file));
    assertTrue(http.last().request().body() instanceof RequestBody.FileRegion);
    assertStored();
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-03")
  @Tag("DIST-PUSH-04")
  @CsvSource({
    "/v2/demo/blobs/uploads/u1, /v2/demo/blobs/uploads/u1?digest=",
    "u1, /v2/demo/blobs/uploads/u1?digest=",
    "https://r.example/v2/demo/blobs/uploads/u1?_state=x%2By%3D, /v2/demo/blobs/uploads/u1?_state=x%2By%3D&digest=",
    "https://r.example:443/u?sig=x+y, /u?sig=x+y&digest=",
    "//r.example/u, /u?digest=",
    "?x=1, /v2/demo/blobs/uploads/?x=1&digest=",
  })
  void locationIsUsedByteForByte(String location, String expected) throws IOException {
    http.on(POST, reply(202).with("Location", location)).otherwise(request -> reply(201));
    push();
    assertEquals("PUT " + expected + encoded(BLOB.digest()), http.last().line());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-31")
  @ValueSource(
      strings = {
        "https://other.example/u",
        "//other.example/u",
        "https://r.example:8443/u",
        "http://r.example/u"
      })
  void uploadLocationOnAnotherHostIsRefused(String location) {
    http.on(POST, reply(202).with("Location", location));
    RegistryException e = assertThrows(RegistryException.class, this::push);
    assertTrue(e.getMessage().contains("Location"), e.getMessage());
    assertEquals(List.of(POST), http.lines());
  }

  @Test
  @Tag("DIST-PUSH-31")
  void uploadLocationOnAnotherHostIsUsedWhenThatIsAllowed() throws IOException {
    fixture.settings = RegistrySettings.builder().uploadsToOtherHosts(true).build();
    http.on(POST, reply(202).with("Location", "https://other.example/u"));
    http.otherwise(request -> reply(201));
    push();
    assertEquals("other.example", http.last().request().uri().getHost());
  }

  @Test
  void uploadNeverLeavesHttps() {
    fixture.settings = RegistrySettings.builder().uploadsToOtherHosts(true).build();
    http.on(POST, reply(202).with("Location", "http://other.example/u"));
    assertThrows(RegistryException.class, this::push);
    assertEquals(List.of(POST), http.lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://r.example/u", "https:///x"})
  void locationThatIsNoneIsAnError(String location) {
    http.on(POST, reply(202).with("Location", location));
    assertThrows(RegistryException.class, this::push);
  }

  @Test
  @Tag("DIST-PUSH-06")
  void answerOfOkToTheLastPutIsNoSuccess() {
    http.on(POST, reply(202).with("Location", "/u")).otherwise(request -> reply(200));
    assertThrows(RegistryException.class, this::push);
  }

  @Test
  void answerOf204ToTheLastPutIsSuccess() throws IOException {
    http.on(POST, reply(202).with("Location", "/u")).otherwise(request -> reply(204));
    push();
  }

  @Test
  @Tag("DIST-PUSH-29")
  void digestThatTheRegistryRefusesIsNotSentAgain() {
    server.fail("PUT", answer(error(400, "DIGEST_INVALID")));
    RegistryException e = assertThrows(RegistryException.class, this::push);
    assertTrue(e.response().orElseThrow().has("DIGEST_INVALID"));
    assertEquals(1, http.all("PUT").size());
  }

  @Test
  void contentOfAnotherSizeIsNotSent() {
    assertThrows(
        ContentVerificationException.class,
        () -> fixture.writing().push(BLOB, ContentSource.ofBytes(bytes("other length"))));
    assertEquals(List.of(), http.lines());
  }

  @Test
  @Tag("DIST-PUSH-21")
  void contentOfAnotherDigestIsStoppedAndTheSessionEnded() {
    assertThrows(
        ContentVerificationException.class,
        () -> fixture.writing().push(BLOB, ContentSource.ofBytes(bytes("9876543210"))));
    assertTrue(server.blobs.isEmpty());
    assertTrue(server.sessions.isEmpty());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-30")
  @EnumSource(Kind.class)
  void emptyBlobIsOnePutWhateverTheStrategy(Kind how) throws IOException {
    use(how, 4);
    Descriptor empty = Descriptor.of(MediaType.OCTET_STREAM, new byte[0]);
    fixture.writing().push(empty, ContentSource.ofBytes(new byte[0]));
    assertEquals(0, http.all("PATCH").size());
    assertTrue(server.blobs.containsKey(empty.digest()));
  }

  @Test
  @Tag("DIST-PUSH-09")
  @Tag("DIST-PUSH-12")
  @Tag("DIST-PUSH-13")
  @Tag("DIST-PUSH-17")
  void chunksSayWhereTheyBelong() throws IOException {
    use(Kind.CHUNKED, 4);
    push();
    assertEquals(List.of("0-3", "4-7", "8-9"), ranges());
    assertTrue(
        http.all("PATCH").stream()
            .allMatch(r -> r.header("Content-Type").equals("application/octet-stream")));
    assertEquals(RequestBody.EMPTY, http.received.get(0).request().body());
    assertEquals(0, http.last().body().length);
    assertTrue(http.last().line().endsWith("&digest=" + encoded(BLOB.digest())));
    assertStored();
  }

  @Test
  @Tag("DIST-PUSH-12")
  void chunksOfAFileAreRegionsOfIt(@TempDir Path folder) throws IOException {
    use(Kind.CHUNKED, 4);
    Path file = Files.write(folder.resolve("f"), TEN);
    fixture.writing().push(BLOB, ContentSource.ofFile(file));
    assertEquals(List.of("0-3", "4-7", "8-9"), ranges());
    assertTrue(
        http.all("PATCH").stream()
            .allMatch(r -> r.request().body() instanceof RequestBody.FileRegion));
    assertStored();
  }

  @Test
  @Tag("DIST-PUSH-12")
  void contentOfOneChunkIsOneRange() throws IOException {
    use(Kind.CHUNKED, 100);
    push();
    assertEquals(List.of("0-9"), ranges());
  }

  @Test
  @Tag("DIST-PUSH-14")
  void eachRequestGoesWhereTheLastAnswerSaid() throws IOException {
    use(Kind.CHUNKED, 4);
    push();
    List<String> moves =
        http.lines().stream()
            .skip(1)
            .map(line -> line.replaceFirst(".*&n=([0-9]+).*", "$1"))
            .toList();
    assertEquals(List.of("1", "2", "3", "4"), moves);
  }

  @Test
  @Tag("DIST-PUSH-14")
  void answerWithoutLocationStaysWhereItIs() throws IOException {
    use(Kind.CHUNKED, 5);
    http.on(POST, reply(202).with("Location", "/u"));
    http.otherwise(r -> reply(r.request().method().equals("PATCH") ? 202 : 201));
    push();
    assertEquals(
        List.of(POST, "PATCH /u", "PATCH /u", "PUT /u?digest=" + encoded(BLOB.digest())),
        http.lines());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-11")
  @CsvSource({"6, '0-5 6-9'", "abc, '0-3 4-7 8-9'", "-1, '0-3 4-7 8-9'", "3, '0-3 4-7 8-9'"})
  void chunksAreAsLongAsTheRegistryWants(String header, String expected) throws IOException {
    use(Kind.CHUNKED, 4);
    server.minChunk(header);
    push();
    assertEquals(List.of(expected.split(" ")), ranges());
  }

  @Test
  @Tag("DIST-PUSH-15")
  void registryThatTookLessGetsTheRest() throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail(
        "PATCH",
        (request, s) -> {
          s.sessions.values().iterator().next().write(request.body(), 0, 2);
          return reply(202).with("Range", "0-1");
        });
    push();
    assertEquals(List.of("0-3", "2-5", "6-9"), ranges());
    assertStored();
  }

  @Test
  void registryThatClaimsMoreThanItWasSentIsNotBelieved() {
    use(Kind.CHUNKED, 4);
    server.fail("PATCH", answer(reply(202).with("Range", "0-99")));
    assertThrows(RegistryException.class, this::push);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204})
  void otherAnswersToAChunk(int status) throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail(
        "PATCH",
        (request, s) -> {
          Reply reply = s.serve(request);
          return new Reply(status, reply.headers(), reply.content());
        });
    if (status == 200) {
      assertThrows(RegistryException.class, this::push);
    } else {
      push();
      assertStored();
    }
  }

  @Test
  @Tag("DIST-PUSH-19")
  @Tag("DIST-PUSH-20")
  void rangeThatDoesNotFitIsAskedAndGoneOnFrom() throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail(
        "PATCH",
        NONE,
        (request, s) -> {
          s.sessions.values().iterator().next().write(request.body(), 0, 1);
          return reply(416);
        });
    push();
    assertEquals(List.of("0-3", "4-7", "5-8", "9-9"), ranges());
    assertEquals(1, http.all("GET").size());
    assertStored();
  }

  @Test
  @Tag("DIST-PUSH-19")
  void rangeOfZeroMeansNothingOrOneByte() throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail("PATCH", cutAfter(0));
    push();
    assertEquals(List.of("0-3", "0-3", "4-7", "8-9"), ranges());

    server.blobs.clear();
    http.received.clear();
    server.fail("PATCH", cutAfter(1));
    push();
    assertEquals(List.of("0-3", "0-3", "1-4", "5-8", "9-9"), ranges());
    assertStored();
  }

  @Test
  void lostAnswerToAChunkIsLookedInto() throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail("PATCH", NONE, ANSWER_LOST, cutAfter(1));
    push();
    assertEquals(List.of("0-3", "4-7", "8-9", "9-9"), ranges());
    assertStored();
  }

  @Test
  void registryThatGetsNoFurtherIsGivenUp() {
    use(Kind.CHUNKED, 4);
    http.on(POST, reply(202).with("Location", "/u"));
    http.otherwise(
        r -> r.request().method().equals("DELETE") ? reply(204) : reply(202).with("Range", "0-1"));
    TransportException e = assertThrows(TransportException.class, this::push);
    assertTrue(e.getMessage().contains("byte 2"), e.getMessage());
    assertTrue(http.received.size() < 20);
  }

  @Test
  @Tag("DIST-PUSH-10")
  void otherAlgorithmIsToldWhenTheSessionOpens() throws IOException {
    use(Kind.CHUNKED, 4);
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, TEN);
    fixture
        .writing()
        .push(Descriptor.of(MediaType.OCTET_STREAM, sha512, 10), ContentSource.ofBytes(TEN));
    assertEquals(POST + "?digest-algorithm=sha512", http.lines().get(0));
    assertArrayEquals(TEN, server.blobs.get(sha512));
  }

  @Test
  @Tag("DIST-PUSH-16")
  @Tag("DIST-PUSH-18")
  void wholePatchSaysNothingOfRanges() throws IOException {
    use(Kind.WHOLE_PATCH, 4);
    push();
    assertEquals(List.of(""), ranges());
    assertEquals(10, http.all("PATCH").get(0).body().length);
    assertEquals(0, http.last().body().length);
    assertStored();
  }

  @Test
  void wholePatchOfAFileThatIsCutGoesOnWhereItWas(@TempDir Path folder) throws IOException {
    use(Kind.WHOLE_PATCH, 4);
    Path file = Files.write(folder.resolve("f"), TEN);
    server.fail("PATCH", cutAfter(6));
    fixture.writing().push(BLOB, ContentSource.ofFile(file));
    assertEquals(List.of("", "6-9"), ranges());
    assertStored();
  }

  @Test
  void wholePatchOfOtherContentThatIsCutStartsAgain() throws IOException {
    use(Kind.WHOLE_PATCH, 4);
    server.fail("PATCH", cutAfter(6));
    push();
    assertEquals(2, http.all("POST").size());
    assertStored();
  }

  @Test
  void refusedChunksAreSentInOneRequestFromThenOn() throws IOException {
    use(Kind.CHUNKED, 4);
    server.fail("PATCH", answer(reply(405)));
    push();
    assertStored();
    server.blobs.clear();
    push();
    assertStored();
    assertEquals(1, http.all("PATCH").size());
  }

  @Test
  void lostAnswerOfTheLastPutIsLookedInto() throws IOException {
    server.fail("PUT", ANSWER_LOST);
    push();
    assertEquals(1, http.all("PUT").size());
    assertEquals(1, http.all("HEAD").size());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503, 504})
  void failureOfTheLastPutStartsAnotherSession(int status) throws IOException {
    server.fail("PUT", answer(reply(status)));
    push();
    assertEquals(1, http.all("HEAD").size());
    assertEquals(2, http.all("POST").size());
    assertStored();
  }

  @ParameterizedTest
  @CsvSource({"404, BLOB_UPLOAD_UNKNOWN", "400, BLOB_UPLOAD_INVALID", "404, ''", "416, ''"})
  void sessionThatIsGoneIsOpenedAnew(int status, String code) throws IOException {
    server.fail("PUT", answer(code.isEmpty() ? reply(status) : error(status, code)));
    push();
    assertEquals(2, http.all("POST").size());
    assertStored();
  }

  @Test
  @Tag("DIST-PUSH-32")
  void contentThatCanBeReadOnceIsNotSentTwice() {
    server.fail("PUT", RESET);
    TransportException e =
        assertThrows(TransportException.class, () -> fixture.writing().push(BLOB, once(TEN)));
    assertTrue(e.getMessage().contains("only once"), e.getMessage());
    assertEquals(1, http.all("PUT").size());
  }

  @Test
  void registryThatAlwaysFailsIsGivenUp() {
    http.on(POST, reply(202).with("Location", "/u"));
    http.otherwise(r -> reply(r.request().method().equals("PUT") ? 503 : 404));
    assertThrows(RegistryException.class, this::push);
    assertEquals(4, http.all("PUT").size());
  }

  @Test
  @Tag("DIST-PUSH-21")
  void failureOfTheSourceEndsTheSession() {
    IOException broken = new IOException("disk");
    ContentSource source =
        new ContentSource() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw broken;
          }
        };
    assertEquals(
        broken, assertThrows(IOException.class, () -> fixture.writing().push(BLOB, source)));
    assertEquals("DELETE", http.last().request().method());
    assertEquals(RequestBody.EMPTY, http.last().request().body());
    assertEquals(Repeat.AT_ONCE, http.last().request().repeat());
    assertTrue(server.sessions.isEmpty());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-22")
  @ValueSource(ints = {0, 404, 405, 500})
  void failureToEndTheSessionHidesNothing(int status) {
    server.fail("PUT", answer(error(400, "DIGEST_INVALID")));
    server.fail("DELETE", status == 0 ? RESET : answer(reply(status)));
    RegistryException e = assertThrows(RegistryException.class, this::push);
    assertTrue(e.response().orElseThrow().has("DIGEST_INVALID"));
    assertEquals(1, http.all("DELETE").size());
  }

  @Test
  void requestsThatAreLookedIntoAreNotRepeatedUnseen() throws IOException {
    use(Kind.CHUNKED, 4);
    push();
    for (Received call : http.received) {
      assertEquals(
          call.request().method().equals("POST") ? Repeat.FREELY : Repeat.REFUSED,
          call.request().repeat(),
          call.line());
    }
  }

  @Test
  void lastPutOfALargeBlobMayTakeLonger() throws IOException {
    push();
    assertEquals(Duration.ZERO, http.last().request().timeout().added());
    long size = 10L << 30;
    http.on(POST, reply(202).with("Location", "/u"));
    ContentSource sparse =
        new ContentSource() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public InputStream open() {
            return InputStream.nullInputStream();
          }
        };
    Descriptor large = Descriptor.of(MediaType.OCTET_STREAM, BLOB.digest(), size);
    assertThrows(IOException.class, () -> fixture.writing().push(large, sparse));
    assertEquals(Duration.ofSeconds(1024), http.all("PUT").get(1).request().timeout().added());
  }

  @Test
  @Tag("DIST-PUSH-23")
  void mountedBlobIsNotUploaded() throws IOException {
    http.on(mountLine(), reply(201));
    assertTrue(mount());
    assertEquals(List.of(mountLine()), http.lines());
  }

  @Test
  @Tag("DIST-PUSH-23")
  void mountAsksForOneTokenThatCoversBothTheTargetFirst() throws IOException {
    http.on(mountLine(), reply(201));
    mount();
    assertEquals(
        List.of("repository:demo:pull,push", "repository:library/base:pull"),
        http.last().request().scopes().stream().map(Object::toString).toList());
  }

  @Test
  @Tag("DIST-PUSH-24")
  void sessionThatAMountOpenedIsUsed() throws IOException {
    http.on(mountLine(), reply(202).with("Location", "/u?x=1"));
    http.on("PUT /u?x=1&digest=" + encoded(BLOB.digest()), reply(201));
    assertFalse(mount());
    assertEquals(1, http.all("POST").size());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-26")
  @ValueSource(ints = {400, 401, 403, 404, 405, 500})
  void mountThatFailsIsAnUpload(int status) throws IOException {
    http.on(mountLine(), reply(status));
    assertFalse(mount());
    assertStored();
  }

  @Test
  void registryThatDoesNotMountIsNotAskedAgain() throws IOException {
    http.on(mountLine(), reply(405));
    mount();
    mount();
    assertEquals(1, http.lines().stream().filter(mountLine()::equals).count());
  }

  @Test
  @Tag("DIST-PUSH-27")
  void digestHeaderOfAMountIsNotUsed() throws IOException {
    http.on(mountLine(), reply(201).with("Docker-Content-Digest", "sha256:nonsense"));
    assertTrue(mount());
  }

  private static String mountLine() {
    return POST + "?mount=" + encoded(BLOB.digest()) + "&from=library%2Fbase";
  }

  private boolean mount() throws IOException {
    return fixture
        .writing()
        .mount(BLOB, new RepositoryName("r.example", "library/base"), ContentSource.ofBytes(TEN));
  }
}
