package io.oras.core.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ResponseBudgetTest {
  private static final long MUCH = 1_000_000;

  private final ResponseBudget budget = new ResponseBudget(1600, 10, 1000);

  /** A response with this many bytes. */
  private record Response(InputStream body) implements TransportResponse {
    Response(long bytes) {
      this(new ByteArrayInputStream(new byte[(int) bytes]));
    }

    @Override
    public int status() {
      return 206;
    }

    @Override
    public Headers headers() {
      return Headers.EMPTY;
    }

    @Override
    public URI uri() {
      return URI.create("https://r.example/");
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** Checks how many bytes the next request asks for. */
  private TransportResponse sent(long expected, long wanted) throws IOException {
    return budget.send(
        wanted,
        bytes -> {
          assertEquals(expected, bytes);
          return new Response(bytes);
        });
  }

  @Test
  void eachResponseGetsAQuarterOfWhatIsFree() throws IOException {
    TransportResponse first = sent(400, MUCH);
    TransportResponse second = sent(300, MUCH);
    TransportResponse third = sent(100, 100);
    TransportResponse fourth = sent(200, MUCH);
    second.close();
    first.close();
    sent(325, MUCH).close();
    third.close();
    fourth.close();
    sent(400, MUCH).close();
  }

  @Test
  void bytesThatWereReadAreFreeAgain() throws IOException {
    try (TransportResponse response = sent(400, MUCH)) {
      response.body().readNBytes(new byte[200], 0, 200);
      sent(350, MUCH).close();
      response.body().skipNBytes(200);
      assertEquals(-1, response.body().read());
      sent(400, MUCH).close();
    }
    sent(400, MUCH).close();
  }

  @Test
  void responseThatIsLongerThanAskedForGivesBackWhatItGot() throws IOException {
    try (TransportResponse response = budget.send(MUCH, bytes -> new Response(bytes + 1000))) {
      assertEquals(1400, response.body().readAllBytes().length);
    }
    sent(400, MUCH).close();
  }

  @Test
  void responseThatEndsEarlyGivesBackWhatItGot() throws IOException {
    try (TransportResponse response = budget.send(MUCH, bytes -> new Response(50))) {
      assertEquals(50, response.body().readAllBytes().length);
      sent(400, MUCH).close();
    }
  }

  @Test
  void responseThatIsClosedTwiceGivesItsBytesBackOnce() throws IOException {
    TransportResponse response = sent(400, MUCH);
    response.close();
    response.close();
    sent(400, MUCH).close();
  }

  @Test
  void requestThatFailsGivesItsBytesBack() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            budget.send(
                MUCH,
                bytes -> {
                  throw new IOException("no connection");
                }));
    sent(400, MUCH).close();
  }

  @Test
  void requestDoesNotWaitIfNothingIsFree() throws IOException {
    ResponseBudget none = new ResponseBudget(0, 10, 1000);
    for (int i = 0; i < 3; i++) {
      none.send(
          MUCH,
          bytes -> {
            assertEquals(10, bytes);
            return new Response(bytes);
          });
    }
  }

  @Test
  void oneResponseHasAMaximum() throws IOException {
    ResponseBudget large = new ResponseBudget(MUCH, 10, 1000);
    large
        .send(
            MUCH,
            bytes -> {
              assertEquals(1000, bytes);
              return new Response(bytes);
            })
        .close();
  }

  @Test
  void unlimitedBudgetGrantsAll() throws IOException {
    ResponseBudget unlimited = ResponseBudget.unlimited();
    for (int i = 0; i < 3; i++) {
      unlimited.send(
          1L << 60,
          bytes -> {
            assertEquals(1L << 60, bytes);
            return new Response(0);
          });
    }
  }
}
