package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An answer that gives its permit back when it is closed, once, by whichever thread. */
final class Permitted implements TransportResponse {
  private final TransportResponse answer;
  private final Semaphore host;
  private final AtomicInteger held;
  private final AtomicBoolean closed = new AtomicBoolean();

  Permitted(TransportResponse answer, Semaphore host, AtomicInteger held) {
    this.answer = answer;
    this.host = host;
    this.held = held;
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
    return answer.body();
  }

  @Override
  public void close() {
    try {
      answer.close();
    } finally {
      if (closed.compareAndSet(false, true)) {
        held.decrementAndGet();
        host.release();
      }
    }
  }
}
