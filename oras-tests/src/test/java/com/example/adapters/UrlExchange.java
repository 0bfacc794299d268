package com.example.adapters;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.Headers;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request, and its answer as it arrives. */
final class UrlExchange implements TransportResponse {
  private final HttpURLConnection connection;
  private final ExecutorService threads;
  private final Duration idle;
  private final Consumer<HttpURLConnection> ended;
  private final Origin origin;
  private final AtomicLong sent = new AtomicLong();
  private final UrlBody body;
  private URI uri = URI.create("/");
  private int status;
  private Headers headers = Headers.EMPTY;
  private volatile boolean bodySent;
  private volatile @Nullable IOException sourceFailure;

  UrlExchange(
      HttpURLConnection connection,
      ExecutorService threads,
      Duration idle,
      Consumer<HttpURLConnection> ended)
      throws IOException {
    this.connection = connection;
    this.threads = threads;
    this.idle = idle;
    this.body = new UrlBody(connection::disconnect);
    this.ended = ended;
    this.origin = Origin.of(URI.create(connection.getURL().toString().split("\\?", 2)[0]));
  }

  UrlExchange send(TransportRequest request) throws IOException {
    uri = request.uri();
    bodySent = request.body().length() == 0;
    status = await(() -> exchange(request), () -> bodySent ? request.timeout() : idle, sent::get);
    for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
      headers = headers.with(connection.getHeaderFieldKey(i), connection.getHeaderField(i));
    }
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    boolean none = request.method().equals("HEAD") || status == 204 || status == 304;
    body.set(
        in == null ? InputStream.nullInputStream() : in,
        none || in == null ? 0 : connection.getContentLengthLong());
    return this;
  }

  private int exchange(TransportRequest request) throws IOException {
    RequestBody content = request.body();
    boolean usual = request.method().matches("POST|PUT");
    try (InputStream in = content.open()) {
      if (content.length() != 0 || usual) {
        connection.setDoOutput(true);
        if (content.length() < 0) {
          connection.setChunkedStreamingMode(0);
        } else {
          connection.setFixedLengthStreamingMode(content.length());
        }
        try (OutputStream out = connection.getOutputStream()) {
          write(in, content.length(), out);
        }
        bodySent = true;
        sent.incrementAndGet();
      }
    }
    int answered = connection.getResponseCode();
    if (answered < 0) {
      throw new IOException("no HTTP");
    }
    return answered;
  }

  /** Holds the last buffer back until the source has said that nothing comes after it. */
  private void write(InputStream in, long length, OutputStream out) throws IOException {
    byte[] now = new byte[1 << 16];
    byte[] next = new byte[1 << 16];
    int n = source(in, now);
    while (n > 0) {
      int more = source(in, next);
      if (length >= 0 && (sent.get() + n > length || (more <= 0 && sent.get() + n < length))) {
        throw wrongLength(length);
      }
      out.write(now, 0, n);
      sent.addAndGet(n);
      byte[] swap = now;
      now = next;
      next = swap;
      n = more;
    }
    if (sent.get() < length) {
      throw wrongLength(length);
    }
  }

  private IOException wrongLength(long length) {
    sourceFailure =
        new TransportException(
            Kind.PERMANENT, "the content has not " + length + " bytes, as was said", null);
    return sourceFailure;
  }

  private int source(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      sourceFailure = e;
      throw e;
    }
  }

  /** Tells how far something is. */
  interface Progress {
    long get();
  }

  /** Runs what blocks, until it is done, nothing moves for too long, or comes an interrupt. */
  <T> T await(Callable<T> action, Supplier<Duration> patience, Progress progress)
      throws IOException {
    Future<T> running;
    try {
      running = threads.submit(action);
    } catch (RejectedExecutionException e) {
      throw failure("the transport is closed", e);
    }
    try {
      while (true) {
        long before = progress.get();
        try {
          return running.get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (progress.get() == before) {
            throw e;
          }
        }
      }
    } catch (TimeoutException e) {
      connection.disconnect();
      throw failure("nothing came from " + origin.authority() + " for too long", e);
    } catch (InterruptedException e) {
      connection.disconnect();
      throw UrlTransport.cancelled();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private IOException failure(Throwable cause) {
    if (sourceFailure != null) {
      return sourceFailure;
    }
    if (cause instanceof UnknownHostException) {
      return new TransportException(Kind.PERMANENT, "unknown host: " + origin.authority(), cause);
    }
    if (cause instanceof SSLException && !(cause.getCause() instanceof EOFException)) {
      return new TransportException(Kind.PERMANENT, "no trust in " + origin.authority(), cause);
    }
    return cause instanceof ConnectException
        ? failure("connection refused by " + origin.authority(), cause)
        : failure("the connection to " + origin.authority() + " broke", cause);
  }

  static TransportException failure(String message, Throwable cause) {
    return new TransportException(Kind.TRANSIENT, message, cause);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    body.close();
    // What was read to its end leaves the connection for the next.
    if (!body.ended()) {
      connection.disconnect();
    }
    ended.accept(connection);
  }
}
