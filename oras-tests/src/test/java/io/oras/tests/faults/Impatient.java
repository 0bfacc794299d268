package io.oras.tests.faults;

import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportConfig;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The installed transport, which gives up soon where nothing moves. */
final class Impatient implements HttpTransport {
  /** What a stall costs in real time; long enough for a busy machine to answer in. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private final HttpTransport real;

  Impatient() {
    this(null);
  }

  /** With one address for all names, or null to look them up. */
  Impatient(@Nullable InetSocketAddress address) {
    TransportConfig config =
        new TransportConfig() {
          @Override
          public Duration idleTimeout() {
            return PATIENCE;
          }

          @Override
          public Optional<InetSocketAddress> address(Origin origin) {
            return Optional.ofNullable(address);
          }
        };
    real = ServiceLoader.load(HttpTransportProvider.class).findFirst().orElseThrow().create(config);
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    return real.send(
        new TransportRequest(
            request.method(), request.uri(), request.headers(), request.body(), PATIENCE));
  }

  @Override
  public void close() {
    real.close();
  }
}
