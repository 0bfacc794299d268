package io.oras.tests.faults;

import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.UtcClock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The installed transport, and a clock by which a whole body takes as long as a rate says: to the
 * reader it is a slow server. The parts of a body come meanwhile and take no time.
 */
final class Throttled extends UtcClock implements HttpTransport {
  private final HttpTransport real =
      ServiceLoader.load(HttpTransportProvider.class)
          .findFirst()
          .orElseThrow()
          .create(TransportConfig.DEFAULT);
  private final double bytesPerSecond;
  private final AtomicLong nanos = new AtomicLong();

  /** Path and range of all requests. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers that are not closed. */
  final AtomicInteger open = new AtomicInteger();

  /** How many there were at most. */
  final AtomicInteger mostOpen = new AtomicInteger();

  /** Where a whole body waits until a part is read. */
  volatile long pause = Long.MAX_VALUE;

  /** From where on parts wait for each other. */
  volatile long meeting = Long.MAX_VALUE;

  /** How many parts have to meet. */
  volatile CountDownLatch met = new CountDownLatch(0);

  private final CountDownLatch partIsRead = new CountDownLatch(1);

  Throttled(double bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    requests.add(request.uri().getPath() + " " + request.headers().first("Range").orElse("-"));
    TransportResponse answer = real.send(request);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new Answer(answer, answer.status() == 206 ? from(request) : -1);
  }

  private static long from(TransportRequest request) {
    String range = request.headers().first("Range").orElseThrow();
    return Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
  }

  private final class Answer implements TransportResponse {
    private final TransportResponse answer;
    private final InputStream body;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** With the place of the part, or -1 for anything else. */
    Answer(TransportResponse answer, long from) {
      this.answer = answer;
      this.body = new Body(answer.body(), from);
    }

    @Override
    public int status() {
      return answer.status();
    }

    @Override
    public Headers headers() {
      return answer.headers();
    }

    @Override
    public URI uri() {
      return answer.uri();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      answer.close();
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    }
  }

  private final class Body extends FilterInputStream {
    private final boolean whole;
    private long position;
    private @Nullable CountDownLatch waiting;

    Body(InputStream in, long from) {
      super(in);
      whole = from < 0;
      position = Math.max(from, 0);
      waiting = !whole && from >= meeting ? met : null;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      CountDownLatch all = waiting;
      if (all != null) {
        waiting = null;
        all.countDown();
        await(all);
      }
      if (!whole) {
        partIsRead.countDown();
      } else if (position >= pause) {
        await(partIsRead);
      }
      int n = in.read(b, off, whole ? Math.min(len, 64 << 10) : len);
      position += Math.max(n, 0);
      if (whole) {
        nanos.addAndGet((long) (Math.max(n, 0) * 1e9 / bytesPerSecond));
      }
      return n;
    }

    private static void await(CountDownLatch latch) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  /** Returns true: a body that comes in parts would take no time. */
  @Override
  public boolean appliesBackpressure() {
    return true;
  }

  @Override
  public Instant instant() {
    return FakeTime.START.plus(Duration.ofNanos(nanos.get()));
  }

  @Override
  public void close() {
    real.close();
  }
}
