package io.oras.core.http;

import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.TransportException;
import io.oras.api.event.TransferEvent;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.core.options.Limits;
import io.oras.core.wire.SentSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryLoopTest {
  private static final String URL = "https://r.example/v2/a/blobs/uploads/?x=secret";

  private final Chains chains = new Chains();

  private int status(ScriptedTransport transport, RegistryRequest request) throws IOException {
    try (TransportResponse response = chains.over(transport).send(chains.heard(request))) {
      return response.status();
    }
  }

  private static List<Duration> millis(long... delays) {
    return java.util.Arrays.stream(delays).mapToObj(Duration::ofMillis).toList();
  }

  @Test
  @Tag("DIST-HTTP-08")
  void aRegistryThatRecoversIsAskedAgainWithTheSameBody() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(503), Answer.of(500), Answer.of(202));
    var body = new RequestBody.Bytes("x".getBytes(StandardCharsets.UTF_8));
    assertEquals(202, status(transport, Chains.request("POST", URL).withBody(body)));
    assertEquals(List.of("x", "x", "x"), transport.bodies());
    assertEquals(millis(200, 400), chains.time.slept());
    assertEquals(
        "Retrying[request=POST https://r.example/v2/a/blobs/uploads/?x=***, attempt=1,"
            + " cause=status 503, delay=PT0.2S]",
        chains.told().get(0));
    assertEquals(0, transport.open());
  }

  @ParameterizedTest
  @Tag("DIST-HTTP-08")
  @ValueSource(ints = {408, 429, 499, 500, 502, 503, 504, 520, 524})
  void theseStatusesAreTriedSixTimes(int status) throws IOException {
    var transport = new ScriptedTransport(request -> Answer.of(status));
    assertEquals(status, status(transport, get(URL)));
    assertEquals(6, transport.requests().size());
    assertEquals(millis(200, 400, 800, 1600, 3200), chains.time.slept());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 416, 501, 505})
  void theseStatusesAreFinal(int status) throws IOException {
    assertEquals(status, status(ScriptedTransport.inOrder(Answer.of(status)), get(URL)));
  }

  @Test
  void aBrokenConnectionIsTriedAgainAndAnUnknownHostIsNot() throws IOException {
    int[] n = {0};
    var transport =
        new ScriptedTransport(
            request -> {
              if (n[0]++ == 0) {
                throw new TransportException(
                    TransportException.Kind.TRANSIENT, "connection reset", null);
              }
              return Answer.of(200);
            });
    assertEquals(200, status(transport, get(URL)));
    assertEquals(
        "connection reset",
        assertInstanceOf(TransferEvent.Retrying.class, chains.events.get(0)).cause());
    var unknown =
        new ScriptedTransport(
            request -> {
              throw new TransportException(
                  TransportException.Kind.PERMANENT, "unknown host r.example", null);
            });
    assertThrows(TransportException.class, () -> status(unknown, get(URL)));
    assertEquals(1, unknown.requests().size());
  }

  @Test
  void aFailureOfTheSourceIsNotTriedAgain() {
    var broken = new IOException("disk is broken");
    var transport =
        new ScriptedTransport(
            request -> {
              throw broken;
            });
    assertSame(broken, assertThrows(IOException.class, () -> status(transport, get(URL))));
    assertEquals(1, transport.requests().size());
  }

  @Test
  @Tag("DIST-HTTP-08")
  void contentThatCanBeSentOnceIsSentOnce() throws IOException {
    var transport = ScriptedTransport.inOrder(Answer.of(503));
    var body = new RequestBody.OneShot(new ByteArrayInputStream(new byte[1]), 1);
    assertEquals(503, status(transport, Chains.request("PUT", URL).withBody(body)));
  }

  @Test
  void aRequestThatIsNotToBeRepeatedUnseenIsRepeatedOnlyWhereNothingHappened() throws IOException {
    var put = Chains.request("PUT", URL).withoutRetry();
    assertEquals(502, status(ScriptedTransport.inOrder(Answer.of(502)), put));
    assertEquals(201, status(ScriptedTransport.inOrder(Answer.of(429), Answer.of(201)), put));
    var reset =
        new ScriptedTransport(
            request -> {
              throw new TransportException(TransportException.Kind.TRANSIENT, "reset", null);
            });
    assertThrows(TransportException.class, () -> status(reset, put));
    assertEquals(1, reset.requests().size());
  }

  @Test
  void aRequestThatNobodyWaitsForIsNeitherPutOffNorRepeated() throws IOException {
    var limited = Answer.of(429).with("Retry-After", "120");
    var transport = ScriptedTransport.inOrder(limited, limited);
    RegistryChain chain = chains.over(transport);
    RegistryRequest delete = Chains.request("DELETE", URL).atOnce();
    for (int i = 0; i < 2; i++) {
      try (TransportResponse response = chain.send(delete)) {
        assertEquals(429, response.status());
      }
    }
    assertEquals(List.of(), chains.time.slept());
  }

  @Test
  void aSpareRequestIsNotRepeatedAndNotSentWhileTheHostWantsAPause() throws IOException {
    var limited = Answer.of(429).with("Retry-After", "120");
    var transport = ScriptedTransport.inOrder(limited, Answer.of(503), Answer.of(200));
    RegistryChain chain = chains.over(transport);
    RegistryRequest optional = get(URL).optional();
    chain.send(optional).close();
    assertThrows(TransportException.class, () -> chain.send(optional));
    chains.time.pass(Duration.ofSeconds(121));
    for (int status : new int[] {503, 200}) {
      try (TransportResponse response = chain.send(optional)) {
        assertEquals(status, response.status());
      }
    }
    assertEquals(List.of(), chains.time.slept());
  }

  @ParameterizedTest
  @Tag("DIST-HTTP-07")
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | 120 | 120000",
        "503 | 7 | 7000",
        "429 | Thu, 01 Jan 2026 00:00:30 GMT | 30000",
        "429 | Fri, 31 Dec 1999 23:59:59 GMT | 0",
        "429 | -1 | 200",
        "429 | x | 200",
        "500 | 120 | 200"
      })
  void retryAfterIsSecondsOrADate(int status, String header, long millis) throws IOException {
    var transport =
        ScriptedTransport.inOrder(Answer.of(status).with("Retry-After", header), Answer.of(200));
    assertEquals(200, status(transport, get(URL)));
    assertEquals(millis(millis), chains.time.slept());
  }

  @Test
  @Tag("DIST-HTTP-07")
  void aDateIsComparedWithTheClockOfItsHost() throws IOException {
    var limited =
        Answer.of(429)
            .with("Date", "Thu, 01 Jan 2026 05:00:00 GMT")
            .with("Retry-After", "Thu, 01 Jan 2026 05:00:07 GMT");
    assertEquals(200, status(ScriptedTransport.inOrder(limited, Answer.of(200)), get(URL)));
    assertEquals(millis(7000), chains.time.slept());
  }

  @Test
  @Tag("DIST-HTTP-07")
  void aTimeTooFarAwayIsNamedAndNotWaitedFor() throws IOException {
    var transport =
        ScriptedTransport.inOrder(
            Answer.of(429).with("Retry-After", "Fri, 01 Jan 2027 00:00:00 GMT"), Answer.of(200));
    var request = get(URL);
    var chain = chains.over(transport);
    var response = chain.send(request);
    var failure =
        assertThrows(
            RateLimitedException.class,
            () ->
                ResponseCheck.expect(response, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals(Instant.parse("2027-01-01T00:00:00Z"), failure.retryAt().orElseThrow());
    assertTrue(failure.getMessage().contains("try again after 2027-01-01T00:00:00Z"));
    chain.send(request).close();
    assertEquals(List.of(), chains.time.slept());
  }

  @Test
  void allTriesTogetherEndAfterFiveMinutes() throws IOException {
    var transport =
        new ScriptedTransport(
            request -> {
              chains.time.pass(Duration.ofMinutes(2));
              return Answer.of(504);
            });
    assertEquals(504, status(transport, get(URL)));
    assertEquals(3, transport.requests().size());
  }

  @Test
  void aHostThatSaid429IsLeftAloneByOthersToo() throws IOException {
    int[] n = {0};
    var transport =
        new ScriptedTransport(
            request -> n[0]++ == 0 ? Answer.of(429).with("Retry-After", "60") : Answer.of(200));
    var chain = chains.over(transport);
    var once =
        Chains.request("PUT", URL)
            .withBody(new RequestBody.OneShot(new ByteArrayInputStream(new byte[0]), 0));
    chain.send(once).close();
    chain.send(get("https://elsewhere.example/x")).close();
    assertEquals(List.of(), chains.time.slept());
    chain.send(get(URL)).close();
    chain.send(get(URL)).close();
    assertEquals(millis(60_000), chains.time.slept());
  }

  @Test
  void anInterruptEndsTheWait() {
    var transport = new ScriptedTransport(request -> Answer.of(503));
    Thread.currentThread().interrupt();
    assertThrows(OperationCancelledException.class, () -> status(transport, get(URL)));
    assertTrue(Thread.interrupted());
    assertEquals(0, transport.open());
  }
}
