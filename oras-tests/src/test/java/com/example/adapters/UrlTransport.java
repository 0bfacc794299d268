package com.example.adapters;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * HTTP over {@link HttpURLConnection}, which sends no PATCH: blobs go out whole. What blocks runs
 * on a thread of its own, so that the caller can be interrupted and keeps the time.
 */
public class UrlTransport implements HttpTransport {
  private final TransportConfig config;
  private final Set<HttpURLConnection> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> started = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "url-transport");
            thread.setDaemon(true);
            started.add(thread);
            return thread;
          });

  /** A transport that is made like that. */
  public UrlTransport(TransportConfig config) {
    this.config = config;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    if (threads.isShutdown()) {
      throw new TransportException(Kind.TRANSIENT, "the transport is closed", null);
    }
    HttpURLConnection connection = connection(request);
    open.add(connection);
    UrlExchange exchange = new UrlExchange(connection, threads, config.idleTimeout(), open::remove);
    try {
      return exchange.send(request);
    } catch (IOException | RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  private HttpURLConnection connection(TransportRequest request) throws IOException {
    URI uri = request.uri();
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches("https?") || uri.getHost() == null) {
      throw new TransportException(
          Kind.PERMANENT, "no http or https address: " + scheme + "://" + uri.getHost(), null);
    }
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(request.method());
    connection.setInstanceFollowRedirects(followsRedirects());
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) config.connectTimeout().toMillis());
    connection.setReadTimeout((int) config.idleTimeout().toMillis());
    request.headers().forEach(connection::addRequestProperty);
    return connection;
  }

  /** Never: it is done above, once for every transport. */
  protected boolean followsRedirects() {
    return false;
  }

  @Override
  public boolean appliesBackpressure() {
    return true;
  }

  @Override
  public void close() {
    threads.shutdown();
    open.forEach(HttpURLConnection::disconnect);
    try {
      if (!threads.awaitTermination(5, TimeUnit.MINUTES)) {
        threads.shutdownNow();
      }
      // A pool has ended a little before its threads have.
      for (Thread thread : started) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  static OperationCancelledException cancelled() {
    Thread.currentThread().interrupt();
    return new OperationCancelledException("interrupted");
  }
}
