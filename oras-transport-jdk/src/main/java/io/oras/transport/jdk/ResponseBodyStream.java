package io.oras.transport.jdk;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer. The client's thread only enqueues what arrived; the reading thread copies
 * it out and gives the demand back, so a slow reader slows the server down. The wait for the queue
 * is the idle watchdog, which {@code HttpRequest.timeout} is not: that ends at the head.
 */
final class ResponseBodyStream extends InputStream implements BodySubscriber<InputStream> {
  /** What the client reads at a time, unless its property says otherwise. */
  private static final int READ = Integer.getInteger("jdk.httpclient.bufsize", 16 << 10);

  /** Items on the way at most: 2 MiB. */
  private static final int WINDOW = Math.max(4, (2 << 20) / Math.max(1, READ));

  /** Stands last in the queue; told from other empty items by identity. */
  private static final List<ByteBuffer> END = List.of(ByteBuffer.allocate(0));

  private final FailureTranslator peer;
  private final Duration idleTimeout;
  private final long expected;
  private final Runnable onEnd;

  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private final AtomicLong received = new AtomicLong();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Throwable failure;
  private volatile boolean ended;
  private volatile boolean closed;

  // Of the reading thread alone.
  private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private int taken;

  /**
   * A body that is to come.
   *
   * @param expected its length in bytes, or -1
   * @param onEnd called, perhaps more than once, when it holds its connection no longer
   */
  ResponseBodyStream(FailureTranslator peer, Duration idleTimeout, long expected, Runnable onEnd) {
    this.peer = peer;
    this.idleTimeout = idleTimeout;
    this.expected = expected;
    this.onEnd = onEnd;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription = s;
    if (closed) {
      s.cancel();
    } else {
      s.request(WINDOW);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    long bytes = 0;
    for (ByteBuffer buffer : item) {
      bytes += buffer.remaining();
    }
    received.addAndGet(bytes);
    arrived.add(item);
  }

  @Override
  public void onError(Throwable thrown) {
    failure = failure == null ? thrown : failure;
    onComplete();
  }

  @Override
  public void onComplete() {
    ended = true;
    arrived.add(END);
    onEnd.run();
  }

  /**
   * Whether there may be something to read. An answer without a body is over only when the client
   * has taken its connection back: only then does the next request find it.
   */
  boolean mayCome() {
    return expected != 0;
  }

  /** Whether all has arrived, or will not. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Waits for one buffer, then takes all that has arrived. */
  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = 0;
    while (n < len && nextBuffer(n == 0)) {
      int some = Math.min(current.remaining(), len - n);
      current.get(b, off + n, some);
      n += some;
    }
    return n == 0 && len > 0 ? -1 : n;
  }

  @Override
  public int available() {
    return current.remaining();
  }

  @SuppressWarnings("ReferenceEquality") // a received list may equal the mark of the end
  private boolean nextBuffer(boolean wait) throws IOException {
    while (!current.hasRemaining()) {
      if (buffers.hasNext()) {
        current = buffers.next();
        continue;
      }
      List<ByteBuffer> item = wait ? await() : arrived.poll();
      if (item == null) {
        return false;
      }
      if (item == END) {
        arrived.add(END); // For the next read.
        return wait && requireWhole();
      }
      buffers = item.iterator();
      giveBack();
    }
    return true;
  }

  private void giveBack() {
    Flow.Subscription s = subscription;
    if (++taken >= WINDOW / 4 && s != null) {
      s.request(taken);
      taken = 0;
    }
  }

  private List<ByteBuffer> await() throws IOException {
    try {
      List<ByteBuffer> item =
          arrived.poll(FailureTranslator.nanos(idleTimeout), TimeUnit.NANOSECONDS);
      if (item != null) {
        return item;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new OperationCancelledException("interrupted while reading from " + peer, e);
    }
    TransportException stalled = peer.stalled("no byte of the response came from", idleTimeout);
    abort(stalled);
    throw stalled;
  }

  /** At the end: fails unless that was the end of the body; always false. */
  private boolean requireWhole() throws IOException {
    Throwable thrown = failure;
    if (thrown != null) {
      throw peer.failed(thrown, "after " + received + " bytes of the body");
    }
    if (closed && !ended) {
      throw new IOException("the response from " + peer + " has been closed");
    }
    return false;
  }

  /** Cuts the connection; a waiting reader fails with the cause. */
  void abort(Throwable cause) {
    if (!ended) {
      failure = failure == null ? cause : failure;
    }
    close();
  }

  @Override
  public void close() {
    // A body that is here already, or never comes, leaves the connection for the next request.
    boolean whole = ended || received.get() == expected;
    closed = true;
    Flow.Subscription s = subscription;
    if (!whole) {
      arrived.clear();
      if (s != null) {
        s.cancel();
      }
    }
    arrived.add(END);
    onEnd.run();
  }
}
