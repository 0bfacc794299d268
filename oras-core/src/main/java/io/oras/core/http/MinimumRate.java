package io.oras.core.http;

import io.oras.api.error.TransportException;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.ForwardingResponse;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers a body that ends with a failure if less than 1 KiB arrives in 60 seconds. The idle
 * time-out of the transport alone lets a server send one byte a minute for ever.
 */
final class MinimumRate {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int LEAST = 1 << 10;

  private MinimumRate() {}

  /** Returns the answer with such a body. */
  static TransportResponse of(TransportResponse answer, Clock clock) {
    return new ForwardingResponse(answer, new Body(answer, clock));
  }

  private static final class Body extends BlockInputStream {
    private final Clock clock;
    private final URI uri;
    private @Nullable Instant start;
    private long arrived;

    Body(TransportResponse answer, Clock clock) {
      super(answer.body());
      this.clock = clock;
      this.uri = answer.uri();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (start == null) {
        start = clock.instant();
      }
      int n = in.read(buffer, offset, length);
      if (n > 0) {
        count(start, n);
      }
      return n;
    }

    private void count(Instant from, int n) throws TransportException {
      arrived += n;
      Instant now = clock.instant();
      if (Duration.between(from, now).compareTo(WINDOW) < 0) {
        return;
      }
      if (arrived < LEAST) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT,
            "%s sent only %s bytes of the response in %s s"
                .formatted(uri.getRawAuthority(), arrived, WINDOW.toSeconds()),
            null);
      }
      start = now;
      arrived = 0;
    }
  }
}
