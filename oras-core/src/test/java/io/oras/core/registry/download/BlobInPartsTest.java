package io.oras.core.registry.download;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.registry.BrokenStream;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Handler;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.ResponseBudget;
import io.oras.core.registry.upload.UploadServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blob of 600,000 bytes, where one response may have 200,000. */
class BlobInPartsTest {
  private static final int LIMIT = 200_000;
  private static final byte[] CONTENT = new byte[600_000];

  static {
    new Random(9).nextBytes(CONTENT);
  }

  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);
  private static final String GET = "GET /v2/demo/blobs/" + BLOB.digest();
  private static final String FIRST = "bytes=0-199999";
  private static final String SECOND = "bytes=200000-399999";
  private static final String THIRD = "bytes=400000-599999";

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  @BeforeEach
  void limitResponses() {
    limitResponses(LIMIT);
  }

  private void limitResponses(int bytes) {
    fixture.parallel =
        new RangeBudget(Clock.systemUTC(), 1, 1000, 8000, new ResponseBudget(4L * bytes, 1, bytes));
  }

  private static Reply whole() {
    return reply(200, CONTENT).with("Content-Length", "" + CONTENT.length);
  }

  /** The bytes from one offset to another, exclusive. */
  private static Reply part(int from, int to) {
    return reply(206, Arrays.copyOfRange(CONTENT, from, to)).with("Content-Range", range(from, to));
  }

  private static String range(int from, int to) {
    return "bytes %s-%s/%s".formatted(from, to - 1, CONTENT.length);
  }

  /** A response with this range that breaks after some bytes. */
  private static Reply broken(int from, int to, int bytes) {
    byte[] some = Arrays.copyOfRange(CONTENT, from, from + bytes);
    return new Reply(206, Headers.EMPTY, () -> BrokenStream.after(some, UploadServer::reset))
        .with("Content-Range", range(from, to));
  }

  /** Sends the requested bytes, but no more than this in one response. */
  private static Handler atMost(int bytes) {
    return request -> {
      String[] ends = request.header("Range").substring("bytes=".length()).split("-", 2);
      int from = Integer.parseInt(ends[0]);
      return part(from, Math.min(from + bytes, Integer.parseInt(ends[1]) + 1));
    };
  }

  private byte[] fetch() throws IOException {
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      return in.readAllBytes();
    }
  }

  private List<String> ranges() {
    return http.received.stream().map(r -> r.header("Range")).toList();
  }

  private void assertNoFailure() {
    assertEquals(List.of(), fixture.events);
  }

  @Test
  void partsAreRequestedOneAfterTheOther() throws IOException {
    http.on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, THIRD), ranges());
    assertNoFailure();
  }

  @Test
  void blobsThatAreReadAtTheSameTimeHaveSmallerParts() throws IOException {
    http.on(GET, atMost(LIMIT));
    try (InputStream one = fixture.reading().fetch(BLOB);
        InputStream other = fixture.reading().fetch(BLOB)) {
      assertArrayEquals(CONTENT, one.readAllBytes());
      assertArrayEquals(CONTENT, other.readAllBytes());
    }
    assertEquals(FIRST, ranges().get(0));
    assertEquals("bytes=0-149999", ranges().get(1));
    assertEquals("bytes=200000-362499", ranges().get(2));
    assertNoFailure();
  }

  @Test
  void rangeOfABlobComesInPartsToo() throws IOException {
    http.on(GET, atMost(LIMIT));
    try (InputStream in = fixture.reading().fetchRange(BLOB, 50_000, 300_000)) {
      assertArrayEquals(Arrays.copyOfRange(CONTENT, 50_000, 350_000), in.readAllBytes());
    }
    assertEquals(List.of("bytes=50000-249999", "bytes=250000-349999"), ranges());
    assertNoFailure();
  }

  @Test
  void blobThatFitsIntoOneResponseIsRequestedWithoutARange() throws IOException {
    limitResponses(CONTENT.length);
    http.on(GET, whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void serverMaySendLessThanItWasAskedFor() throws IOException {
    http.on(GET, atMost(70_000));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(9, http.received.size());
    assertEquals("bytes=70000-269999", ranges().get(1));
    assertNoFailure();
  }

  @Test
  void serverThatSendsFewBytesAtATimeIsGivenUp() {
    http.on(GET, atMost(60_000));
    TransportException e = assertThrows(TransportException.class, this::fetch);
    assertTrue(e.getMessage().contains("fewer than 65536 bytes of a range"), e.getMessage());
    assertEquals(6, http.received.size());
  }

  @Test
  void oneResponseOfFewBytesIsOneFailure() throws IOException {
    http.on(GET, part(0, 1000)).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(
        List.of(FIRST, "bytes=1000-200999", "bytes=201000-400999", "bytes=401000-599999"),
        ranges());
    assertEquals(1, fixture.events.size());
  }

  @Test
  void lastPartMayHaveFewBytes() throws IOException {
    limitResponses(299_000);
    http.on(GET, atMost(LIMIT * 2));
    assertArrayEquals(CONTENT, fetch());
    assertEquals("bytes=598000-599999", ranges().get(2));
    assertNoFailure();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 200000-199999/600000",
        "bytes 0-199999/600000",
        "bytes 200000-400000/600000",
        "items 200000-399999/600000"
      })
  void rangeThatWasNotAskedForIsNotUsed(String range) throws IOException {
    http.on(GET, part(0, LIMIT), reply(206, new byte[LIMIT]).with("Content-Range", range), whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, ""), ranges());
  }

  @ParameterizedTest
  @ValueSource(strings = {"599999", "600001", "200000"})
  void blobOfAnotherSizeFailsBeforeAnyByteIsRead(String total) {
    http.on(GET, reply(206, new byte[LIMIT]).with("Content-Range", "bytes 0-199999/" + total));
    ContentVerificationException e =
        assertThrows(ContentVerificationException.class, () -> fixture.reading().fetch(BLOB));
    assertEquals(BLOB, e.expected());
    assertEquals(1, http.received.size());
  }

  @Test
  void totalMayBeUnknown() throws IOException {
    Reply unknown =
        reply(206, Arrays.copyOf(CONTENT, LIMIT)).with("Content-Range", "bytes 0-199999/*");
    http.on(GET, unknown).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, THIRD), ranges());
  }

  @Test
  void serverThatIgnoresRangesIsReadAsAWhole() throws IOException {
    http.on(GET, whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST), ranges());
    assertNoFailure();
  }

  @Test
  void serverThatIgnoresLaterRangesIsReadAsAWhole() throws IOException {
    http.on(GET, part(0, LIMIT), whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND), ranges());
    assertNoFailure();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 406, 416, 501})
  void serverThatRefusesRangesIsReadAsAWholeAndNotAskedAgain(int status) throws IOException {
    http.on(GET, reply(status), whole());
    assertArrayEquals(CONTENT, fetch());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, "", ""), ranges());
    assertNoFailure();
  }

  @Test
  void refusalOfABlobIsNoRefusalOfRanges() throws IOException {
    http.on(GET, reply(400), error(404, "BLOB_UNKNOWN")).on(GET, atMost(LIMIT));
    assertThrows(NotFoundException.class, this::fetch);
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, "", FIRST, SECOND, THIRD), ranges());
  }

  @Test
  void refusalInTheMiddleOfABlobIsNoRefusalOfRanges() throws IOException {
    http.on(GET, part(0, LIMIT), reply(416), whole()).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, "", FIRST, SECOND, THIRD), ranges());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 406})
  void errorInTheMiddleOfABlobEndsTheDownload(int status) {
    http.on(GET, part(0, LIMIT), reply(status), whole());
    OrasException e = assertThrows(OrasException.class, this::fetch);
    assertEquals(status, FailureClassifier.status(e));
    assertEquals(List.of(FIRST, SECOND), ranges());
  }

  @Test
  void blobThatIsShorterThanTheRangeIsNoRefusalOfRanges() throws IOException {
    http.on(GET, reply(416), reply(200, new byte[9]).with("Content-Length", "9"))
        .on(GET, atMost(LIMIT));
    assertThrows(ContentVerificationException.class, this::fetch);
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, "", FIRST, SECOND, THIRD), ranges());
  }

  @Test
  void missingBlobIsRequestedOnce() {
    http.on(GET, error(404, "BLOB_UNKNOWN"));
    assertThrows(NotFoundException.class, () -> fixture.reading().fetch(BLOB));
    assertEquals(1, http.received.size());
  }

  @Test
  void partThatBreaksIsAFailure() throws IOException {
    http.on(GET, broken(0, LIMIT, 30_000)).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(
        List.of(FIRST, "bytes=30000-229999", "bytes=230000-429999", "bytes=430000-599999"),
        ranges());
    assertEquals(1, fixture.events.size());
  }

  @Test
  void connectionThatBreaksAfterThePartDoesNotMatter() throws IOException {
    http.on(GET, broken(0, LIMIT, LIMIT), broken(LIMIT, 2 * LIMIT, LIMIT)).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, THIRD), ranges());
    assertNoFailure();
  }

  @Test
  void bytesBeyondThePartAreNotUsed() throws IOException {
    Reply longer =
        reply(206, Arrays.copyOf(CONTENT, LIMIT + 1)).with("Content-Range", range(0, LIMIT));
    http.on(GET, longer).on(GET, atMost(LIMIT));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, SECOND, THIRD), ranges());
    assertNoFailure();
  }

  @Test
  void encodedPartIsNotUsed() throws IOException {
    http.on(GET, part(0, LIMIT).with("Content-Encoding", "gzip"), whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(FIRST, ""), ranges());
  }
}
