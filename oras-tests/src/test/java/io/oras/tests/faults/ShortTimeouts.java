package io.oras.tests.faults;

import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The installed transport, with short time-outs for requests that stall. The time-out doubles until
 * one of them reaches the server, which takes a while on a busy machine.
 */
final class ShortTimeouts implements HttpTransport {
  private static final Duration FIRST = Duration.ofMillis(200);

  private final @Nullable Stall stall;
  private final RequestGate gate;
  private final @Nullable InetSocketAddress address;
  private final HttpTransport patient;
  private final List<HttpTransport> hasty = new CopyOnWriteArrayList<>();

  /** Requests that stall time out soon. */
  ShortTimeouts(Stall stall, RequestGate gate) {
    this(stall, gate, null);
  }

  /** With that address for all names; every request times out soon. */
  ShortTimeouts(InetSocketAddress address) {
    this(null, new RequestGate(), address);
  }

  private ShortTimeouts(
      @Nullable Stall stall, RequestGate gate, @Nullable InetSocketAddress address) {
    this.stall = stall;
    this.gate = gate;
    this.address = address;
    this.patient = create(SafetyLimit.DURATION);
  }

  private HttpTransport create(Duration idleTimeout) {
    TransportConfig config =
        new TransportConfig() {
          @Override
          public Duration idleTimeout() {
            return idleTimeout;
          }

          @Override
          public Optional<InetSocketAddress> address(Origin origin) {
            return Optional.ofNullable(address);
          }
        };
    return ServiceLoader.load(HttpTransportProvider.class).findFirst().orElseThrow().create(config);
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    if (stall != null && !stall.concerns(request, gate)) {
      return patient.send(request);
    }
    boolean reached = stall == null || gate.isReached();
    Duration limit = reached ? FIRST : FIRST.multipliedBy(1L << hasty.size());
    HttpTransport once = create(limit);
    hasty.add(once);
    return once.send(request.toBuilder().timeout(limit).build());
  }

  @Override
  public void close() {
    hasty.forEach(HttpTransport::close);
    patient.close();
  }
}
