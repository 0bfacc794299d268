package io.oras.core.registry.client;

import io.oras.api.transport.TransportResponse;
import io.oras.core.context.ForwardingResponse;
import io.oras.core.function.IoFunction;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes that a transport without backpressure may hold of all responses with bytes of
 * blobs. A response gets a quarter of the free bytes, and gives back what the reader has read.
 * Thread safe.
 *
 * <p>No request waits for free bytes: a thread may read several blobs in turn, and would wait for
 * itself. If few bytes are free, a response gets {@code least} bytes beyond the limit.
 */
public final class ResponseBudget {
  /** Fewer bytes take more time for the round trip than for their transfer. */
  private static final long LEAST = 256 << 10;

  /** More bytes save no time. */
  private static final long MOST = 64L << 20;

  private static final int SHARE = 4;

  private final AtomicLong free;
  private final long least;
  private final long most;

  /**
   * Creates a budget.
   *
   * @param bytes of all responses
   * @param least the minimum for one response in bytes
   * @param most the maximum for one response in bytes
   */
  public ResponseBudget(long bytes, long least, long most) {
    this.free = new AtomicLong(bytes);
    this.least = least;
    this.most = most;
  }

  /** Creates a budget of a quarter of the heap. */
  public static ResponseBudget ofHeap() {
    return new ResponseBudget(Runtime.getRuntime().maxMemory() / 4, LEAST, MOST);
  }

  /** Creates a budget for a transport that holds little of a response that is read slowly. */
  public static ResponseBudget unlimited() {
    return new ResponseBudget(0, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Sends a request for some of the wanted bytes.
   *
   * @param wanted the number of bytes that the reader still needs
   * @param request is told how many bytes to ask for
   * @return the response; closing the response, or reading the response, gives the bytes back
   */
  public TransportResponse send(long wanted, IoFunction<Long, TransportResponse> request)
      throws IOException {
    return Handover.of(take(wanted))
        .to(share -> new CountedResponse(request.apply(share.left.get()), share));
  }

  private Share take(long wanted) {
    while (true) {
      long before = free.get();
      long bytes = Math.min(wanted, Math.max(least, Math.min(most, before / SHARE)));
      if (free.compareAndSet(before, before - bytes)) {
        return new Share(bytes);
      }
    }
  }

  /** Bytes that a response may still have in memory. */
  private final class Share implements AutoCloseable {
    private final AtomicLong left;

    Share(long bytes) {
      left = new AtomicLong(bytes);
    }

    void giveBack(long bytes) {
      long before = left.getAndUpdate(now -> Math.max(0, now - bytes));
      free.addAndGet(Math.min(before, bytes));
    }

    @Override
    public void close() {
      giveBack(Long.MAX_VALUE);
    }
  }

  private static final class CountedResponse extends ForwardingResponse {
    private final Share share;

    CountedResponse(TransportResponse response, Share share) {
      super(
          response,
          new BlockInputStream(response.body()) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
              int n = in.read(b, off, len);
              share.giveBack(n < 0 ? Long.MAX_VALUE : n);
              return n;
            }
          });
      this.share = share;
    }

    @Override
    public void close() {
      try (share) {
        super.close();
      }
    }
  }
}
