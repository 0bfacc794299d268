package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. The client's threads only ask for more; the sending thread reads the
 * source and hands the bytes over, so a source that blocks or fails does so where its owner waits.
 */
final class RequestBodyPublisher implements BodyPublisher, AutoCloseable {
  /** Larger buffers are no faster; 16 KiB are a third slower. */
  private static final int BUFFER = 256 << 10;

  private final RequestBody body;
  private final Semaphore wake = new Semaphore(0);
  private volatile @Nullable Turn latest;

  // Of the sending thread alone.
  private @Nullable Turn turn;
  private @Nullable InputStream source;
  private long sent;
  private boolean done;
  private boolean closed;

  /** A body that is to be sent. */
  RequestBodyPublisher(RequestBody body) {
    this.body = body;
    this.done = body.length() == 0;
  }

  @Override
  public long contentLength() {
    return body.length();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Turn next = new Turn(subscriber);
    subscriber.onSubscribe(next);
    latest = next;
    wake.release();
  }

  /** Released when the sending thread has something to look at: the client wants more, for one. */
  Semaphore wake() {
    return wake;
  }

  /** Whether the client has connected and asked for the body. */
  boolean begun() {
    return latest != null;
  }

  /** Whether all of it was handed to the client. */
  boolean done() {
    return done;
  }

  /** Hands over one buffer if the client wants one. */
  boolean sendSome() throws IOException {
    Turn now = latest;
    if (now == null || (now == turn && done) || !now.wanted()) {
      return false;
    }
    if (now != turn) {
      start(now);
    }
    InputStream in = source;
    if (in == null) {
      return false;
    }
    long left = body.length() < 0 ? Long.MAX_VALUE : body.length() - sent;
    byte[] buffer = new byte[(int) Math.min(BUFFER, left)];
    int n = in.readNBytes(buffer, 0, buffer.length);
    if (body.length() < 0) {
      done = n < buffer.length;
    } else {
      requireExact(in, n, buffer.length, left);
      done = n == left;
    }
    sent += n;
    if (n > 0) {
      now.demand.decrementAndGet();
      now.subscriber.onNext(ByteBuffer.wrap(buffer, 0, n));
    }
    if (done) {
      closeSource();
      now.subscriber.onComplete();
    }
    return true;
  }

  /**
   * The last bytes leave only when the source has confirmed its end: it may verify itself there.
   */
  private void requireExact(InputStream in, int n, int wanted, long left) throws IOException {
    String wrong = n < wanted ? "ended after " + (sent + n) : null;
    if (n == left && in.read() >= 0) {
      wrong = "has more than";
    }
    if (wrong != null) {
      throw new TransportException(
          TransportException.Kind.PERMANENT,
          "the request body " + wrong + " of its declared " + body.length() + " bytes",
          null);
    }
  }

  /** Opens the body; the client asks again when a pooled connection turns out to be dead. */
  private void start(Turn now) throws IOException {
    if (turn != null && !body.replayable()) {
      throw new TransportException(
          TransportException.Kind.TRANSIENT,
          "the connection broke while a body was sent that can be read only once",
          null);
    }
    closeSource();
    turn = now;
    sent = 0;
    done = false;
    source = body.open();
  }

  private void closeSource() throws IOException {
    InputStream open = source;
    source = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (turn == null && body instanceof RequestBody.OneShot unsent) {
      unsent.stream().close(); // Never opened, and still ours to close.
    }
    closeSource();
  }

  /** One sending of the body. */
  private final class Turn implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;

    Turn(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    boolean wanted() {
      return demand.get() > 0 && !cancelled;
    }

    @Override
    public void request(long n) {
      demand.updateAndGet(d -> d + n < 0 ? Long.MAX_VALUE : d + n);
      wake.release();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
