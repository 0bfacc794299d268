package io.oras.core.http;

import io.oras.api.content.ContentSource;
import io.oras.api.error.TransportException;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.Interruption;
import io.oras.core.concurrent.KeyedValues;
import io.oras.core.concurrent.TaskScheduler.Caller;
import io.oras.core.context.ForwardingResponse;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges run with one host at once. A permit is held until the response is
 * closed.
 *
 * <p>Nobody waits for a permit while using another: a {@link Caller} that uses an open response,
 * such as a copy that reads a blob while it sends it, gets its next exchange at once. Without that,
 * copies within one registry would wait for each other for ever. The user of a response is the one
 * that received it or, later, read from it last, so that a thread of a pool which opened a response
 * for somebody else, or lost it, waits like all others. Until the response is received, the user is
 * the one that read from the body of the request last: a transport may read the body on any thread.
 * If a response was read to its end, the next exchange with the same host takes its permit over.
 * Thread safe.
 */
final class HostLimits {
  /** Hosts of which is kept what was learned while no exchange with them runs. */
  private static final int KNOWN_HOSTS = 64;

  private final HttpTransport next;
  private final KeyedValues<Origin, HostConcurrency> hosts;
  private final Set<Permit> open = ConcurrentHashMap.newKeySet();

  /**
   * Creates limits in front of a transport.
   *
   * @param permits the largest number of exchanges with one host
   * @param clock measures how long answers take
   */
  HostLimits(HttpTransport next, int permits, Clock clock) {
    this.next = next;
    this.hosts = new KeyedValues<>(() -> new HostConcurrency(permits, clock), KNOWN_HOSTS);
  }

  /** The right to one exchange with a host. Closing it twice gives it back once. */
  final class Permit implements AutoCloseable {
    private final KeyedValues.Use<HostConcurrency> using;
    private final HostConcurrency host;
    private final AtomicBoolean counted;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Object user = Caller.current();
    private volatile boolean received;
    private volatile boolean over;
    private volatile HostConcurrency.@Nullable Sent sent;

    /**
     * Creates a permit.
     *
     * @param counted whether it is one of the permits of the host
     */
    private Permit(KeyedValues.Use<HostConcurrency> using, boolean counted) {
      this.using = using;
      this.host = using.value();
      this.counted = new AtomicBoolean(counted);
      open.add(this);
    }

    /** Gives the permit to the next exchange, if there is one to give and this exchange is over. */
    private boolean passOn(HostConcurrency to) {
      boolean passed = over && host == to && counted.compareAndSet(true, false);
      if (passed) {
        end();
      }
      return passed;
    }

    /** Returns whether nothing is left of this exchange that others could wait for. */
    private boolean isSpent() {
      return over && !counted.get();
    }

    private void end() {
      if (running.getAndSet(false)) {
        host.ended();
      }
    }

    /** Sends the request of the exchange, once. */
    TransportResponse send(@Nullable RequestMeter meter, TransportRequest request)
        throws IOException {
      sent = host.sending(request);
      running.set(true);
      return RequestMeter.send(meter, next, used(request));
    }

    /** Returns the request with a body whose reader uses this permit. */
    private TransportRequest used(TransportRequest request) {
      RequestBody body = request.body();
      if (body instanceof RequestBody.Source content) {
        body = new RequestBody.Source(new UsedContent(content.source(), this), content.length());
      } else if (body instanceof RequestBody.OneShot stream) {
        body = new RequestBody.OneShot(new UsedStream(stream.stream(), this), stream.length());
      } else {
        return request;
      }
      return request.toBuilder().body(body).build();
    }

    /** Takes the response to the request; the result owns the response and this permit. */
    PermitHoldingResponse answered(TransportRequest request, TransportResponse response) {
      usedHere();
      received = true;
      HostConcurrency.Sent before = sent;
      if (before != null) {
        host.answered(before, request.method(), response.status());
      }
      return new PermitHoldingResponse(response, this);
    }

    /** Says that the caller sends the request. */
    void sentHere() {
      if (!received) {
        usedHere();
      }
    }

    /** Says that the exchange is now the caller's. */
    void usedHere() {
      if (!Caller.isCurrent(user)) {
        user = Caller.current();
      }
    }

    /** Says that the response was read to its end. */
    void over() {
      over = true;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        open.remove(this);
        end();
        if (counted.getAndSet(false)) {
          host.release();
        }
        using.close();
      }
    }
  }

  /**
   * Sends the request when one more may run.
   *
   * @param repeat {@link Repeat#OPTIONAL} for a request that does not wait
   * @param meter measures it, or null if nobody listens
   * @return the response, which holds the permit until it is closed
   * @throws TransportException when it would have to wait
   */
  PermitHoldingResponse send(TransportRequest request, Repeat repeat, @Nullable RequestMeter meter)
      throws IOException {
    return Handover.of(acquire(request.origin(), repeat))
        .to(
            permit ->
                Handover.of(permit.send(meter, request))
                    .to(response -> permit.answered(request, response)));
  }

  /** Returns how many permits are held. */
  int held() {
    return open.size();
  }

  /**
   * Waits for a permit, unless the caller uses one already.
   *
   * @return the permit, which the caller closes
   */
  Permit acquire(Origin origin, Repeat repeat) throws IOException {
    List<Permit> used =
        open.stream().filter(permit -> Caller.isCurrent(permit.user) && !permit.isSpent()).toList();
    try (Handover<KeyedValues.Use<HostConcurrency>> using = Handover.of(hosts.use(origin))) {
      HostConcurrency host = using.resource().value();
      boolean counted = used.isEmpty() || used.stream().anyMatch(permit -> permit.passOn(host));
      if (used.isEmpty() && repeat != Repeat.OPTIONAL) {
        host.acquire();
      } else if (used.isEmpty() && !host.tryAcquire()) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT, "no connection to " + origin + " is free", null);
      }
      return new Permit(using.release(), counted);
    } catch (InterruptedException e) {
      throw Interruption.cancelled(
          "interrupted while waiting for a free connection to " + origin, e);
    }
  }

  private record UsedContent(ContentSource content, Permit permit) implements ContentSource {
    @Override
    public long size() throws IOException {
      return content.size();
    }

    @Override
    public InputStream open() throws IOException {
      permit.sentHere();
      return new UsedStream(content.open(), permit);
    }

    @Override
    public boolean replayable() {
      return content.replayable();
    }
  }

  private static final class UsedStream extends BlockInputStream {
    private final Permit permit;

    UsedStream(InputStream in, Permit permit) {
      super(in);
      this.permit = permit;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      permit.sentHere();
      return in.read(b, off, len);
    }
  }

  /** An open response that gives its permit back when it is closed, by whichever thread. */
  static final class PermitHoldingResponse extends ForwardingResponse {
    private final HostLimits.Permit permit;

    /** Owns the response and the permit. */
    PermitHoldingResponse(TransportResponse response, HostLimits.Permit permit) {
      super(
          response,
          new BlockInputStream(response.body()) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
              permit.usedHere();
              int n = in.read(b, off, len);
              if (n < 0) {
                permit.over();
              }
              return n;
            }
          });
      this.permit = permit;
    }

    /** Returns how many exchanges of one operation with the host are useful at the same time. */
    int useful() {
      return permit.host.useful();
    }

    @Override
    public void close() {
      try (permit) {
        super.close();
      }
    }
  }
}
