package io.oras.tests.faults;

import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the responses that are open, and breaks at one step of a use of them: a call that looks at
 * a response or reads from it throws what nobody expects.
 */
final class BrittleTransport implements HttpTransport {
  private final HttpTransport next;
  private final Set<Object> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger left = new AtomicInteger();

  BrittleTransport(HttpTransport next) {
    this.next = next;
  }

  /** Lets that step break, counted from 1; 0 for none. */
  void breakAt(int step) {
    left.set(step);
  }

  /** Whether the step that was to break was reached. */
  boolean isBroken() {
    return left.get() <= 0;
  }

  /** Returns how many responses are open. */
  int open() {
    return open.size();
  }

  private void step() {
    if (left.getAndDecrement() == 1) {
      throw new IllegalStateException("this step breaks");
    }
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    return new Brittle(next.send(request));
  }

  @Override
  public void close() {
    next.close();
  }

  private final class Brittle implements TransportResponse {
    private final TransportResponse response;
    private final InputStream body;

    Brittle(TransportResponse response) {
      this.response = response;
      this.body =
          new FilterInputStream(response.body()) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
              step();
              return super.read(b, off, len);
            }
          };
      open.add(this);
    }

    @Override
    public int status() {
      step();
      return response.status();
    }

    @Override
    public Headers headers() {
      step();
      return response.headers();
    }

    @Override
    public URI uri() {
      step();
      return response.uri();
    }

    @Override
    public InputStream body() {
      step();
      return body;
    }

    @Override
    public void close() {
      open.remove(this);
      response.close();
    }
  }
}
