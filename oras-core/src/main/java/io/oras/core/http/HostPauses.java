package io.oras.core.http;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.core.concurrent.Interruption;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.options.Sleeper;
import io.oras.core.wire.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pauses that hosts have asked for by 429. Each request to such a host waits for the end of the
 * pause, also if another host redirects to it. Thread safe.
 */
final class HostPauses {
  private final ConcurrentHashMap<Origin, Instant> ends = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Sleeper sleeper;

  HostPauses(Clock clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Starts a pause of a host, unless a pause that ends later has started. */
  void start(Origin host, Duration length) {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    ends.merge(host, now.plus(length), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Returns how many pauses are kept. */
  int size() {
    return ends.size();
  }

  /**
   * Waits until the host of the request wants no pause.
   *
   * @return how long it has waited
   * @throws TransportException if the request is optional and would have to wait
   */
  Duration await(TransportRequest request, Repeat repeat) throws OrasException {
    Duration waited = Duration.ZERO;
    if (repeat == Repeat.AT_ONCE) {
      return waited;
    }
    for (Duration left = left(request.origin()); !left.isZero(); left = left(request.origin())) {
      String line = request.method() + " " + Redaction.url(request.uri());
      if (repeat == Repeat.OPTIONAL) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT, line + ": the host has asked for a pause", null);
      }
      sleep(left, line);
      waited = waited.plus(left);
    }
    return waited;
  }

  private Duration left(Origin host) {
    Instant end = ends.get(host);
    Instant now = clock.instant();
    return end == null || !end.isAfter(now) ? Duration.ZERO : Duration.between(now, end);
  }

  /** Sleeps before the request is sent. */
  void sleep(Duration delay, String request) throws OperationCancelledException {
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException e) {
      throw Interruption.cancelled("interrupted while waiting to repeat " + request, e);
    }
  }
}
