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
import io.oras.core.context.RequestConcurrency.HostNumbers;
import io.oras.core.http.HostConcurrency.Held;
import io.oras.core.http.HostConcurrency.Nesting;
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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges run with one host at once, until their responses are closed, and how
 * many requests wait for the head of a response.
 *
 * <p>Nobody waits for a permit of a host while using one: a {@link Caller} that uses an open
 * response, such as a copy that reads a blob while it sends it, gets its next exchange with the
 * same host at once. Without that, copies within one registry would wait for each other for ever.
 * Its exchange with another host waits only for exchanges of its kind, which are {@link
 * Nesting#NESTED} and wait for nothing: so copies in opposite directions do not wait for each
 * other.
 *
 * <p>The user of a response is the one that received it or, later, read from it last, so that a
 * thread of a pool which opened a response for somebody else, or lost it, waits like all others.
 * Until the response is received, the user is the one that read from the body of the request last:
 * a transport may read the body on any thread. If a response was read to its end, the next exchange
 * with the same host takes its permit over. Thread safe.
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
    private final AtomicReference<Held> exchange = new AtomicReference<>(Held.NOTHING);
    private final AtomicReference<Held> request = new AtomicReference<>(Held.NOTHING);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Nesting nesting = Nesting.NONE;
    private volatile Object user = Caller.current();
    private volatile boolean received;
    private volatile boolean over;
    private volatile HostConcurrency.@Nullable Sent sent;

    /** Creates a permit that holds nothing yet. */
    private Permit(KeyedValues.Use<HostConcurrency> using) {
      this.using = using;
      this.host = using.value();
      open.add(this);
    }

    /**
     * Takes what the exchange needs.
     *
     * @param used other permits that the caller uses
     * @return whether it holds everything; it may go on without if it is not to wait
     */
    private boolean take(List<Permit> used, boolean waits) throws InterruptedException {
      for (int i = 0; i < used.size() && exchange.get() == Held.NOTHING; i++) {
        exchange.set(used.get(i).passOn(host));
      }
      nesting = nestingWithin(used.stream().filter(permit -> !permit.isSpent()).toList());
      if (exchange.get() == Held.NOTHING) {
        exchange.set(host.takeExchange(nesting, waits));
      }
      request.set(host.takeRequest(nesting, waits));
      return exchange.get() != Held.NOTHING && request.get() != Held.NOTHING;
    }

    @SuppressWarnings("ReferenceEquality") // the same host is meant
    private Nesting nestingWithin(List<Permit> used) {
      if (used.stream().anyMatch(permit -> permit.host == host)) {
        return Nesting.SAME_HOST;
      }
      if (used.stream().anyMatch(permit -> permit.nesting != Nesting.NONE)) {
        return Nesting.DEEP;
      }
      return used.isEmpty() && exchange.get() != Held.NESTED ? Nesting.NONE : Nesting.NESTED;
    }

    /** Returns what the next exchange takes over, if this exchange is over. */
    @SuppressWarnings("ReferenceEquality") // the same host is meant
    private Held passOn(HostConcurrency to) {
      if (!over || host != to || !isCounted()) {
        return Held.NOTHING;
      }
      end();
      return exchange.getAndSet(Held.NOTHING);
    }

    /** Returns whether nothing is left of this exchange that others could wait for. */
    private boolean isSpent() {
      return over && !isCounted();
    }

    private boolean isCounted() {
      Held held = exchange.get();
      return held == Held.OUTER || held == Held.NESTED;
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
      host.releaseRequest(this.request.getAndSet(Held.NOTHING));
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
        host.releaseRequest(request.getAndSet(Held.NOTHING));
        host.releaseExchange(exchange.getAndSet(Held.NOTHING));
        using.close();
      }
    }
  }

  /**
   * Sends the request when one more may run.
   *
   * @param repeat {@link Repeat#OPTIONAL} for a request that fails rather than waits, {@link
   *     Repeat#AT_ONCE} for one that goes beyond the limits rather than waits
   * @param meter measures it, or null if nobody listens
   * @return the response, which holds the permit until it is closed
   * @throws TransportException if it is optional and would have to wait
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
   * Waits for a permit, unless the caller uses one already or the request is not to wait.
   *
   * @return the permit, which the caller closes
   */
  Permit acquire(Origin origin, Repeat repeat) throws IOException {
    List<Permit> used =
        open.stream().filter(permit -> Caller.isCurrent(permit.user) && !permit.isSpent()).toList();
    try (Handover<Permit> permit = Handover.of(new Permit(hosts.use(origin)))) {
      boolean waits = repeat.compareTo(Repeat.AT_ONCE) > 0;
      if (!permit.resource().take(used, waits) && repeat == Repeat.OPTIONAL) {
        throw new TransportException(
            TransportException.Kind.TRANSIENT, "no connection to " + origin + " is free", null);
      }
      return permit.release();
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

    /** Returns what is known of the host that answered. */
    HostNumbers host() {
      return permit.host;
    }

    @Override
    public void close() {
      try (permit) {
        super.close();
      }
    }
  }
}
