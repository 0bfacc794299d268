package io.oras.core.registry.download;

import static io.oras.core.registry.FakeHttp.reply;

import io.oras.api.transport.Headers;
import io.oras.core.options.UtcClock;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of one blob, in a time of its own: the bytes of the plain stream take as long as a rate
 * says, and what nobody waits for arrives meanwhile, up to a buffer. Ranges come meanwhile too,
 * unless the server is slow in all.
 */
final class SlowServer extends UtcClock implements FakeHttp.Handler {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  static final int RANGE_BYTES = 1000;
  private static final int BUFFER = 500;
  private static final int PACKET = 100;

  final AtomicInteger open = new AtomicInteger();
  private final byte[] content;

  /** Bytes in a second at that place. */
  private final LongToDoubleFunction rate;

  /** Whether ranges take their time as well. */
  volatile boolean slowInAll;

  /** How far the clock is wrong. */
  volatile Duration skew = Duration.ZERO;

  private long now;

  SlowServer(byte[] content, LongToDoubleFunction rate) {
    this.content = content;
    this.rate = rate;
  }

  @Override
  public Reply answer(Received request) {
    Matcher range = RANGE.matcher(request.header("Range"));
    return range.matches()
        ? part(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
        : whole();
  }

  Reply whole() {
    return new Reply(200, Headers.EMPTY, () -> new Body(0, content.length));
  }

  Reply part(int first, int last) {
    return new Reply(206, Headers.EMPTY, () -> new Body(first, last + 1))
        .with("Content-Range", "bytes %d-%d/%d".formatted(first, last, content.length));
  }

  /** The range with other bytes in it. */
  Reply tampered(Received request) {
    Reply right = answer(request);
    return reply(206, new byte[content.length])
        .with("Content-Range", right.headers().first("Content-Range").orElseThrow());
  }

  synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public synchronized Instant instant() {
    return Instant.EPOCH.plusNanos(now).plus(skew);
  }

  private final class Body extends InputStream {
    private final ByteArrayInputStream in;
    private final boolean range;
    private long place;
    private long time;
    private final AtomicBoolean closed = new AtomicBoolean();

    Body(int from, int to) {
      open.incrementAndGet();
      in = new ByteArrayInputStream(Arrays.copyOfRange(content, from, to));
      place = from;
      range = to - from <= RANGE_BYTES;
      synchronized (SlowServer.this) {
        time = now;
      }
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      synchronized (SlowServer.this) {
        int n = in.read(b, off, Math.min(len, PACKET));
        double nanosPerByte = 1e9 / rate.applyAsDouble(place);
        time = Math.max(time, now - (long) (BUFFER * nanosPerByte));
        time += range && !slowInAll ? 0 : (long) (Math.max(n, 0) * nanosPerByte);
        now = Math.max(now, time);
        place += Math.max(n, 0);
        return n;
      }
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    }
  }
}
