package io.oras.core.http;

import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.Limit;
import io.oras.core.context.Limit.Bound;
import io.oras.core.options.Limits;
import io.oras.core.options.RetryPolicy;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumRateTest {
  private record Response(int status, Headers headers, URI uri, InputStream body)
      implements TransportResponse {
    @Override
    public void close() {}
  }

  private static final Bound MIB = new Bound(Limit.MANIFEST_BYTES, 1 << 20);

  private static final Duration ALMOST_IDLE = Duration.ofSeconds(59);

  private final FakeTime time = new FakeTime();

  /** An answer of which so many bytes come at once, with a pause before each time. */
  private TransportResponse slow(int status, int bytes, Duration pause, int most) {
    InputStream body =
        new InputStream() {
          private int left = most;

          @Override
          public int read() {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] b, int off, int len) {
            if (len == 0) {
              return 0;
            }
            time.pass(pause);
            int n = Math.min(Math.min(bytes, len), left);
            left -= n;
            return n == 0 ? -1 : n;
          }
        };
    return new Response(status, Headers.EMPTY, URI.create("https://r.example/v2/"), body);
  }

  private RegistryChain chain(Function<TransportRequest, TransportResponse> server) {
    HttpTransport transport = server::apply;
    return new RegistryChain(
        new ChainContext(
            transport,
            List.of(),
            "log in",
            new Endpoints(registry -> io.oras.core.options.RegistrySettings.defaults()),
            RetryPolicy.none(),
            Limits.defaults(),
            Duration.ofSeconds(60),
            time,
            time,
            "oras-test/1",
            () -> 1.0,
            new SentSecrets(),
            6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifests/v1", "tags/list", "referrers/sha256:0", "blobs/uploads/1", "other"})
  void anAnswerThatDripsEnds(String path) throws IOException {
    RegistryChain chain = chain(request -> slow(200, 1, ALMOST_IDLE, Integer.MAX_VALUE));
    RegistryRequest request = get("https://r.example/v2/a/" + path);
    try (TransportResponse answer = chain.send(request)) {
      TransportException e =
          assertThrows(
              TransportException.class, () -> ResponseCheck.readBody(answer, request, MIB));
      assertEquals(TransportException.Kind.TRANSIENT, e.kind());
      assertTrue(e.getMessage().contains("r.example sent only"), e.getMessage());
    }
  }

  @Test
  void anErrorThatDripsEndsAndKeepsItsStatus() throws IOException {
    RegistryChain chain = chain(request -> slow(404, 1, ALMOST_IDLE, Integer.MAX_VALUE));
    RegistryRequest request = get("https://r.example/v2/a/blobs/sha256:0");
    TransportResponse answer = chain.send(request);
    Instant before = time.instant();
    assertThrows(
        io.oras.api.error.NotFoundException.class,
        () -> ResponseCheck.expect(answer, request, Limits.defaults(), new SentSecrets(), 200));
    assertEquals(ALMOST_IDLE.multipliedBy(2), Duration.between(before, time.instant()));
  }

  @Test
  void aTokenThatDripsEnds() {
    RegistryChain chain =
        chain(
            request ->
                request.uri().getPath().equals("/token")
                    ? slow(200, 1, ALMOST_IDLE, Integer.MAX_VALUE)
                    : new Response(
                        401,
                        Headers.of("WWW-Authenticate", "Bearer realm=\"/token\""),
                        request.uri(),
                        InputStream.nullInputStream()));
    assertThrows(
        TransportException.class, () -> chain.send(get("https://r.example/v2/", Chains.PULL)));
  }

  @ParameterizedTest
  @CsvSource({"blobs/sha256:0, 1, 59", "manifests/v1, 1024, 59", "manifests/v1, 100, 5"})
  void whatIsFasterOrABlobIsRead(String path, int bytes, int seconds) throws IOException {
    RegistryChain chain =
        chain(request -> slow(200, bytes, Duration.ofSeconds(seconds), 20 * bytes));
    RegistryRequest request = get("https://r.example/v2/a/" + path);
    try (TransportResponse answer = chain.send(request)) {
      assertEquals(20 * bytes, ResponseCheck.readBody(answer, request, MIB).length);
    }
  }
}
