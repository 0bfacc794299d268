package io.oras.core.http;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.wire.Exchange;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many exchanges run with one host at once. A permit is held until the answer is closed.
 *
 * <p>Nobody waits while holding: a thread with an open answer, such as a copy that reads a blob
 * while it sends it, gets its next exchange at once. Without that, copies within one registry would
 * wait for each other for ever.
 */
final class HostLimits {
  private final Exchange next;
  private final int permits;
  private final ConcurrentHashMap<Origin, Semaphore> hosts = new ConcurrentHashMap<>();
  private final ThreadLocal<AtomicInteger> held = ThreadLocal.withInitial(AtomicInteger::new);

  HostLimits(Exchange next, int permits) {
    this.next = next;
    this.permits = permits;
  }

  /**
   * Sends the request when one more may run.
   *
   * @param repeat {@link Repeat#SPARE} for one that does not wait
   * @throws TransportException when it would have to
   */
  TransportResponse send(TransportRequest request, Repeat repeat) throws IOException {
    AtomicInteger mine = held.get();
    if (mine.get() > 0) {
      return next.send(request);
    }
    Semaphore host = hosts.computeIfAbsent(request.origin(), o -> new Semaphore(permits, true));
    try {
      if (repeat != Repeat.SPARE) {
        host.acquire();
      } else if (!host.tryAcquire(0, TimeUnit.SECONDS)) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT,
            "no connection to " + request.origin() + " is free",
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelledException(
          "interrupted while waiting for a free connection to " + request.origin(), e);
    }
    mine.incrementAndGet();
    boolean answered = false;
    try {
      TransportResponse response = new Permitted(next.send(request), host, mine);
      answered = true;
      return response;
    } finally {
      if (!answered) {
        mine.decrementAndGet();
        host.release();
      }
    }
  }
}
