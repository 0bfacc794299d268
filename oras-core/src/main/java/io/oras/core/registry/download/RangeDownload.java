package io.oras.core.registry.download;

import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.FailureClassifier;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.wire.HeaderReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A closed range of a blob that another thread fetches into memory ahead of the reader. The request
 * is optional: it is sent only if a connection is free, and it is never retried. If the request
 * fails, the range ends early, and the reader fetches the missing bytes.
 */
final class RangeDownload {
  private static final int CHUNK = 256 << 10;

  /** Bytes that have arrived; memory grows with them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Chunk(byte[] bytes, int length) {}

  /** Marks the end; the only chunk without bytes. */
  private static final Chunk END = new Chunk(new byte[0], 0);

  private final RepositoryClient client;
  private final RegistryRequest whole;
  private final long from;
  private final long to;
  private final long size;
  private final Queue<byte[]> free;
  private final FutureTask<?> fetching = new FutureTask<>(this::run, null);
  private final BlockingQueue<Chunk> arrived = new LinkedBlockingQueue<>();
  private volatile boolean answered;
  private volatile boolean refused;
  private volatile @Nullable Throwable broken;

  // Used by the reading thread only.
  private @Nullable Chunk current;
  private int taken;

  /**
   * Creates a range without fetching its bytes.
   *
   * @param whole the request for the whole blob
   * @param to exclusive
   * @param size of the blob
   * @param free arrays for reuse
   */
  RangeDownload(
      RepositoryClient client,
      RegistryRequest whole,
      long from,
      long to,
      long size,
      Queue<byte[]> free) {
    this.client = client;
    this.whole = whole;
    this.from = from;
    this.to = to;
    this.size = size;
    this.free = free;
  }

  RangeDownload start() {
    try {
      client.registry().executor().execute(fetching);
    } catch (RejectedExecutionException e) {
      // The client was closed; the transport reports this to the reader.
      arrived.add(END);
    }
    return this;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** Returns whether the server has started to send the range. */
  boolean isAnswered() {
    return answered;
  }

  /** Returns whether the server refused the range. */
  boolean isRefused() {
    return refused;
  }

  private void run() {
    try {
      fetch();
    } catch (TransportException | OperationCancelledException e) {
      // The reader fetches the missing bytes, and gets the error if the cause persists.
    } catch (RegistryException e) {
      refused = FailureClassifier.status(e) < 500;
    } catch (IOException e) {
      refused = true;
    } catch (RuntimeException | Error e) {
      broken = e;
    } finally {
      arrived.add(END);
    }
  }

  private void fetch() throws IOException {
    RegistryRequest request = whole.with("Range", "bytes=" + from + "-" + (to - 1)).optional();
    try (TransportResponse part = client.send(request, 200, 206, 416)) {
      if (part.status() == 200) {
        client.refused(RegistryCapabilities.UnsupportedFeature.RANGES);
      }
      if (part.status() != 206 || !isExact(part.headers())) {
        refused = true;
        return;
      }
      answered = true;
      InputStream body = part.body();
      for (long left = to - from; left > 0; ) {
        byte[] bytes = Optional.ofNullable(free.poll()).orElseGet(() -> new byte[CHUNK]);
        int n = body.readNBytes(bytes, 0, (int) Math.min(bytes.length, left));
        if (n == 0) {
          return;
        }
        arrived.add(new Chunk(bytes, n));
        left -= n;
      }
    }
  }

  /** Returns whether the response has exactly this range, unencoded (RFC 9110 section 14.4). */
  private boolean isExact(Headers headers) throws LimitExceededException {
    String range = HeaderReader.of(headers, "Content-Range").text().replaceAll("\\s+", " ");
    return range.equals("bytes " + from + "-" + (to - 1) + "/" + size)
        && headers.first("Content-Encoding").isEmpty();
  }

  /**
   * Waits for some bytes.
   *
   * @return the number of bytes, or -1 if no more bytes arrive, even if the range is incomplete
   * @throws OperationCancelledException when the thread is interrupted
   */
  int read(byte[] b, int off, int len) throws OperationCancelledException {
    Chunk chunk = current == null ? await() : current;
    current = chunk;
    if (chunk.length() == 0) {
      requireSound();
      return -1;
    }
    int n = Math.min(len, chunk.length() - taken);
    System.arraycopy(chunk.bytes(), taken, b, off, n);
    taken += n;
    if (taken == chunk.length()) {
      free.add(chunk.bytes());
      current = null;
      taken = 0;
    }
    return n;
  }

  private Chunk await() throws OperationCancelledException {
    try {
      return arrived.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelledException("interrupted while " + whole.doing(), e);
    }
  }

  private void requireSound() {
    if (broken instanceof RuntimeException e) {
      throw e;
    } else if (broken instanceof Error e) {
      throw e;
    }
  }

  /** Ends the request. The range must not be read afterwards. */
  void cancel() {
    fetching.cancel(true);
    arrived.clear();
    arrived.add(END);
  }
}
