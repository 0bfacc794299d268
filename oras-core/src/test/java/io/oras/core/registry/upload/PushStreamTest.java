package io.oras.core.registry.upload;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.bytes;
import static io.oras.core.registry.upload.UploadServer.ANSWER_LOST;
import static io.oras.core.registry.upload.UploadServer.NONE;
import static io.oras.core.registry.upload.UploadServer.RESET;
import static io.oras.core.registry.upload.UploadServer.answer;
import static io.oras.core.registry.upload.UploadServer.cutAfter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.core.registry.BrokenStream;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.upload.UploadServer.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of unknown length, in one pass. */
class PushStreamTest {
  private static final byte[] TEN = bytes("0123456789");
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, TEN);

  private final UploadServer server = new UploadServer();
  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http.otherwise(server);

  PushStreamTest() {
    fixture.settings = RegistrySettings.builder().upload(UploadMethod.chunked(4)).build();
  }

  private Descriptor push(InputStream stream) throws IOException {
    return fixture.writing().pushStream(MediaType.OCTET_STREAM, stream);
  }

  private void pushTen() throws IOException {
    assertEquals(BLOB, push(new ByteArrayInputStream(TEN)));
    assertArrayEquals(TEN, server.blobs.get(BLOB.digest()));
  }

  private List<String> ranges() {
    return http.all("PATCH").stream().map(r -> r.header("Content-Range")).toList();
  }

  @Test
  void streamThatFitsOneChunkIsSentWhole() throws IOException {
    fixture.settings = RegistrySettings.defaults();
    byte[] three = bytes("abc");
    Descriptor blob = push(new ByteArrayInputStream(three));
    assertEquals(Descriptor.of(MediaType.OCTET_STREAM, three), blob);
    assertEquals(
        List.of("POST", "PUT"), http.received.stream().map(r -> r.request().method()).toList());
    assertArrayEquals(three, server.blobs.get(blob.digest()));
  }

  @Test
  void longerStreamGoesOutInChunksAndIsNamedAtItsEnd() throws IOException {
    pushTen();
    assertEquals(List.of("0-3", "4-7", "8-9"), ranges());
  }

  @Test
  void streamThatEndsAtAChunkIsWhole() throws IOException {
    byte[] eight = bytes("01234567");
    push(new ByteArrayInputStream(eight));
    assertEquals(List.of("0-3", "4-7"), ranges());
    assertArrayEquals(eight, server.blobs.values().iterator().next());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void faultAtAnyChunkEndsWithTheRightDigest(int chunk) throws IOException {
    for (Fault fault :
        List.of(
            RESET, ANSWER_LOST, cutAfter(1), cutAfter(2), answer(reply(500)), answer(reply(416)))) {
      server.blobs.clear();
      Fault[] faults = new Fault[chunk + 1];
      Arrays.fill(faults, NONE);
      faults[chunk] = fault;
      server.fail("PATCH", faults);
      pushTen();
    }
  }

  @Test
  void faultsAtEveryChunkEndWithTheRightDigest() throws IOException {
    server.fail("PATCH", RESET, ANSWER_LOST, cutAfter(1), NONE, ANSWER_LOST, cutAfter(1));
    server.fail("PUT", answer(reply(503)), RESET);
    pushTen();
  }

  @Test
  void lostAnswerOfTheLastPutIsLookedInto() throws IOException {
    server.fail("PUT", ANSWER_LOST);
    pushTen();
    assertEquals(1, http.all("PUT").size());
  }

  @Test
  void registryThatTakesNoChunksGetsItAllAtOnce() throws IOException {
    server.fail("PATCH", answer(reply(405)));
    pushTen();
    assertEquals(List.of("0-3", ""), ranges());
    server.blobs.clear();
    http.received.clear();
    pushTen();
    assertEquals(List.of(""), ranges());
    assertEquals(-1, http.all("PATCH").get(0).request().body().length());
  }

  @Test
  void registryThatTakesNoSecondChunkSaysThatItMustBePushedAgain() throws IOException {
    server.fail("PATCH", NONE, answer(error(400, "UNSUPPORTED")));
    InputStream stream = new ByteArrayInputStream(TEN);
    IOException e = assertThrows(IOException.class, () -> push(stream));
    assertTrue(message(e).contains("push it again"), message(e));
    assertTrue(server.sessions.isEmpty());
    pushTen();
  }

  @Test
  void sessionThatIsGoneSaysThatItMustBePushedAgain() {
    server.fail("PATCH", NONE, answer(error(404, "BLOB_UPLOAD_UNKNOWN")));
    IOException e = assertThrows(IOException.class, () -> push(new ByteArrayInputStream(TEN)));
    assertTrue(message(e).contains("push it again"), message(e));
  }

  @Test
  void registryThatForgetsWhatItTookSaysThatItMustBePushedAgain() {
    server.fail(
        "PATCH",
        NONE,
        NONE,
        (request, s) -> {
          s.sessions.values().iterator().next().reset();
          throw UploadServer.reset();
        });
    TransportException e =
        assertThrows(TransportException.class, () -> push(new ByteArrayInputStream(TEN)));
    assertTrue(message(e).contains("which the stream has already passed"), message(e));
  }

  @Test
  @Tag("DIST-PUSH-21")
  void streamThatBreaksEndsTheSession() {
    IOException broken = new IOException("disk");
    InputStream stream = BrokenStream.after(TEN, () -> broken);
    assertEquals(broken, assertThrows(IOException.class, () -> push(stream)));
    assertTrue(server.sessions.isEmpty());
    assertEquals("DELETE", http.last().request().method());
  }

  @Test
  void wrongDigestIsNotRepeated() {
    server.fail("PUT", answer(error(400, "DIGEST_INVALID")));
    assertThrows(RegistryException.class, () -> push(new ByteArrayInputStream(TEN)));
    assertEquals(1, http.all("PUT").size());
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
