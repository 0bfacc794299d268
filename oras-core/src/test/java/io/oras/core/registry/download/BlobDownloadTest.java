package io.oras.core.registry.download;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.registry.BrokenStream;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Handler;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.ResponseBudget;
import io.oras.core.registry.upload.UploadServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of 1000 bytes, where 8000 are left; a range is there as soon as it is asked for. */
class BlobDownloadTest {
  private static final int RANGE_BYTES = SlowServer.RANGE_BYTES;
  private static final int LEAST = 8 * RANGE_BYTES;
  private static final double SLOW = 4000;
  private static final double FAST = 500 << 20;
  private static final byte[] CONTENT = new byte[60_500];

  static {
    new Random(7).nextBytes(CONTENT);
  }

  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  private SlowServer serving(LongToDoubleFunction rate) {
    return serving(rate, CONTENT, 4);
  }

  private SlowServer serving(LongToDoubleFunction rate, byte[] content, int connections) {
    return serving(rate, content, connections, ResponseBudget.unlimited());
  }

  private SlowServer serving(
      LongToDoubleFunction rate, byte[] content, int connections, ResponseBudget responses) {
    SlowServer server = new SlowServer(content, rate);
    fixture.parallel = new RangeBudget(server, connections, RANGE_BYTES, LEAST, responses);
    http.otherwise(server);
    return server;
  }

  /** Answers what asks for a part in another way. */
  private void answeringParts(SlowServer server, Handler parts) {
    http.otherwise(
        request ->
            request.header("Range").isEmpty() ? server.answer(request) : parts.answer(request));
  }

  private byte[] fetch() throws IOException {
    return fetch(at -> {});
  }

  private byte[] fetch(LongConsumer between) throws IOException {
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      return drain(in, between);
    }
  }

  private static byte[] drain(InputStream in, LongConsumer between) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[70];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
      between.accept(all.size());
    }
    return all.toByteArray();
  }

  private List<String> ranges() {
    return http.received.stream().map(r -> r.header("Range")).toList();
  }

  private static int first(String range) {
    return Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
  }

  private static int last(String range) {
    return Integer.parseInt(range.replaceAll(".*-", ""));
  }

  @Test
  void aSlowFlatBlobComesInRangesAndInOrder() throws IOException {
    SlowServer server = serving(at -> SLOW);

    assertArrayEquals(CONTENT, fetch());

    List<String> ranges = ranges();
    assertEquals("", ranges.get(0));
    assertTrue(ranges.size() > 40, ranges::toString);
    assertTrue(
        http.received.stream().skip(1).allMatch(r -> r.request().repeat() == Repeat.OPTIONAL),
        "nobody waits because of a range");
    for (int i = 1; i < ranges.size(); i++) {
      int next = i + 1 < ranges.size() ? first(ranges.get(i + 1)) : CONTENT.length;
      assertEquals(next - 1, last(ranges.get(i)), "the ranges follow each other");
      assertTrue(last(ranges.get(i)) - first(ranges.get(i)) < RANGE_BYTES, ranges::toString);
    }
    assertEquals(0, server.open.get());
  }

  @ParameterizedTest
  @ValueSource(longs = {3_000, 20_000})
  void theBytesBeforeTheFirstRangeMayComeInSeveralResponses(long response) throws IOException {
    SlowServer server =
        serving(at -> SLOW, CONTENT, 4, new ResponseBudget(4L * response, 1, response));

    assertArrayEquals(CONTENT, fetch());

    List<String> ranges = ranges();
    assertEquals("bytes=0-" + (response - 1), ranges.get(0));
    assertTrue(ranges.stream().allMatch(r -> last(r) - first(r) < response), ranges::toString);
    long ahead =
        http.received.stream().filter(r -> r.request().repeat() == Repeat.OPTIONAL).count();
    assertTrue(ahead > 40, ranges::toString);
    assertEquals(0, server.open.get());
  }

  @Test
  void aSecondPassesBeforeTheFirstRangeIsNeeded() throws IOException {
    serving(at -> SLOW);

    fetch();

    int begun = 3 * (int) SLOW / 2;
    int first = first(ranges().get(1));
    assertTrue(first >= begun + SLOW && first < begun + SLOW + RANGE_BYTES, ranges()::toString);
  }

  @Test
  void aFastBlobIsOneRequest() throws IOException {
    serving(at -> FAST);
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void aRateThatStillGrowsIsLeftAlone() throws IOException {
    serving(at -> SLOW * (1 + at / 10_000.0));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void aBlobOfWhichLittleIsLeftIsOneRequest() throws IOException {
    SlowServer server = serving(at -> SLOW);
    fixture.parallel =
        new RangeBudget(
            server, 4, RANGE_BYTES, CONTENT.length - 6 * RANGE_BYTES, ResponseBudget.unlimited());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void oneConnectionIsOneRequest() throws IOException {
    serving(at -> SLOW, CONTENT, 1);
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void aServerThatIsSlowInAllKeepsOneConnection() throws IOException {
    serving(at -> SLOW).slowInAll = true;
    assertArrayEquals(CONTENT, fetch());
    List<String> ranges = ranges();
    assertTrue(ranges.size() > 4 && ranges.size() < 9, ranges::toString);
    assertTrue(ranges.get(ranges.size() - 1).endsWith("-60499"), "the rest is a plain stream");
  }

  @Test
  void aSlowReaderMakesNoServerSlow() throws IOException {
    SlowServer server = serving(at -> 10 * SLOW);
    // Between reads more arrives than is read.
    assertArrayEquals(CONTENT, fetch(position -> server.pass(Duration.ofMillis(20))));
    assertEquals(List.of(""), ranges());
  }

  @ParameterizedTest
  @ValueSource(longs = {7_000, 30_000, 60_000})
  void aReaderMayPauseForMinutes(long pause) throws IOException {
    for (double rate : new double[] {SLOW, FAST}) {
      http.received.clear();
      SlowServer server = serving(at -> rate);
      LongConsumer pausing =
          position -> {
            if (position / 70 == pause / 70) {
              server.pass(Duration.ofMinutes(10));
            }
          };
      assertArrayEquals(CONTENT, fetch(pausing));
      assertEquals(0, server.open.get());
      assertEquals(rate == FAST, ranges().size() == 1, ranges()::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void aClockThatJumpsStartsNothing(long seconds) throws IOException {
    SlowServer[] server = new SlowServer[1];
    server[0] =
        serving(
            at -> {
              server[0].skew = Duration.ofSeconds(at < 20_000 ? 0 : at < 40_000 ? seconds : 5);
              return FAST;
            });
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of(""), ranges());
  }

  @Test
  void anEmptyBlobIsOneRequest() throws IOException {
    SlowServer server = serving(at -> SLOW, new byte[0], 4);
    Descriptor empty = Descriptor.of(MediaType.OCTET_STREAM, new byte[0]);
    try (InputStream in = fixture.reading().fetch(empty)) {
      assertEquals(-1, in.read());
    }
    assertEquals(List.of(""), ranges());
    assertEquals(0, server.open.get());
  }

  @Test
  void aServerWithoutRangesIsReadToItsEndAndNotTriedAgain() throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringParts(server, request -> server.whole());

    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size(), ranges()::toString);
    assertArrayEquals(CONTENT, fetch());

    assertEquals(3, http.received.size(), ranges()::toString);
    assertEquals(0, server.open.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 416, 429})
  void aRefusedRangeEndsTheTrial(int status) throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringParts(server, request -> error(status, "NO"));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size(), ranges()::toString);
  }

  @Test
  void anOverloadedServerIsTriedThreeTimes() throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringParts(server, request -> reply(503));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(4, http.received.size(), ranges()::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-999/60500",
        "bytes FIRST-60499/60500",
        "bytes FIRST-LAST/60501",
        "bytes FIRST-LAST/*",
        "items FIRST-LAST/60500",
        ""
      })
  void aRangeThatIsNotExactlyWhatWasAskedForIsNotUsed(String given) throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringParts(
        server,
        request -> {
          String range = request.header("Range");
          return reply(206, new byte[CONTENT.length])
              .with(
                  "Content-Range",
                  given.replace("FIRST", "" + first(range)).replace("LAST", "" + last(range)));
        });
    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size(), ranges()::toString);
  }

  @Test
  void encodedBytesAreNoRange() throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringParts(server, request -> server.answer(request).with("Content-Encoding", "gzip"));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size(), ranges()::toString);
  }

  @Test
  void otherBytesInAPieceFailTheDigest() {
    SlowServer server = serving(at -> SLOW);
    answeringParts(server, server::tampered);
    assertThrows(ContentVerificationException.class, this::fetch);
  }

  /** The nth range, counted from 1, is answered in another way. */
  private void answeringPart(int n, SlowServer server, Handler range) {
    int[] count = {0};
    answeringParts(
        server, request -> ++count[0] == n ? range.answer(request) : server.answer(request));
  }

  private static FakeHttp.Reply cut(SlowServer server, Received request) {
    int from = first(request.header("Range"));
    byte[] some = Arrays.copyOfRange(CONTENT, from, from + 300);
    FakeHttp.Reply right = server.answer(request);
    return new FakeHttp.Reply(
        206, right.headers(), () -> BrokenStream.after(some, UploadServer::reset));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 15})
  void missingBytesOfARangeAreFetchedByThePlainStreamAndRangesStartAgain(int n) throws IOException {
    SlowServer server = serving(at -> SLOW);
    answeringPart(n, server, request -> cut(server, request));

    assertArrayEquals(CONTENT, fetch());

    List<String> plain = ranges().stream().filter(r -> r.endsWith("-60499")).toList();
    assertTrue(plain.size() >= 1, ranges()::toString);
    assertTrue(ranges().size() > 30, ranges()::toString);
    assertEquals(0, server.open.get());
  }

  @Test
  void aRangeThatFailsUnexpectedlyIsNotHidden() {
    SlowServer server = serving(at -> SLOW);
    answeringPart(
        3,
        server,
        request -> {
          throw new IllegalStateException("broken");
        });
    assertEquals("broken", assertThrows(IllegalStateException.class, this::fetch).getMessage());
  }

  @Test
  void twoBlobsShareWhatIsHeldInMemory() throws IOException {
    serving(at -> SLOW);
    try (InputStream one = fixture.reading().fetch(BLOB)) {
      one.readNBytes(CONTENT.length / 2);
      int before = http.received.size();
      try (InputStream other = fixture.reading().fetch(BLOB)) {
        assertArrayEquals(CONTENT, drain(other, at -> {}));
      }
      assertEquals(before + 1, http.received.size(), "the other is one request");
    }
    int before = http.received.size();
    assertArrayEquals(CONTENT, fetch());
    assertTrue(http.received.size() > before + 40, "what was shared came back");
  }

  @Test
  void noMoreRangesAreAheadThanThereMayBeConnections() throws IOException {
    serving(at -> SLOW);
    LongConsumer counting =
        position -> {
          int asked = ranges().stream().skip(1).mapToInt(r -> last(r) + 1).max().orElse(0);
          assertTrue(asked - position <= SLOW + 5 * RANGE_BYTES, asked + " at " + position);
        };
    assertArrayEquals(CONTENT, fetch(counting));
  }

  @Test
  void aStoppedDownloadContinuesInRanges(@TempDir Path folder) throws IOException {
    serving(at -> SLOW);
    Path file = folder.resolve("blob");
    Path partial = folder.resolve(".blob." + BLOB.digest().shortened() + ".part");
    Files.write(partial, Arrays.copyOf(CONTENT, 20_000));

    // It reads more at a time than a range.
    fixture.reading().download(BLOB, file, total -> {});

    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals("bytes=20000-60499", ranges().get(0));
    assertTrue(ranges().size() > 20, ranges()::toString);
  }

  @Test
  void aPartOfABlobIsNotLeft() throws IOException {
    serving(at -> SLOW);
    try (InputStream in = fixture.reading().fetchRange(BLOB, 1_500, 50_000)) {
      assertArrayEquals(Arrays.copyOfRange(CONTENT, 1_500, 51_500), drain(in, at -> {}));
    }
    assertEquals("bytes=1500-51499", ranges().get(0));
    assertEquals(51_499, ranges().stream().mapToInt(r -> last(r)).max().orElse(0));
    assertTrue(ranges().size() > 30, ranges()::toString);
  }
}
