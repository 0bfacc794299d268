package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport that answers by a script and remembers what it was asked. */
public final class ScriptedTransport implements HttpTransport {
  /** What answers. */
  @FunctionalInterface
  public interface Script {
    Answer answer(TransportRequest request) throws IOException;
  }

  private final Script script;
  private final List<TransportRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  public ScriptedTransport(Script script) {
    this.script = script;
  }

  /** Gives these answers one after the other. */
  public static ScriptedTransport inOrder(Answer... answers) {
    Deque<Answer> left = new ArrayDeque<>(Arrays.asList(answers));
    return new ScriptedTransport(
        request -> {
          if (left.isEmpty()) {
            throw new AssertionError("one request too many: " + request);
          }
          return left.removeFirst();
        });
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    requests.add(request);
    try (InputStream in = request.body().open()) {
      bodies.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Answer answer = script.answer(request);
    open.incrementAndGet();
    return new Response(answer, request.uri(), open);
  }

  /** All requests so far. */
  public List<TransportRequest> requests() {
    return List.copyOf(requests);
  }

  /** Their bodies. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Method and URL of all requests so far. */
  public List<String> lines() {
    return requests.stream().map(request -> request.method() + " " + request.uri()).toList();
  }

  /** A header of the request with that number, or empty text. */
  public String header(int request, String name) {
    return requests.get(request).headers().first(name).orElse("");
  }

  /** How many answers nobody has closed. */
  public int open() {
    return open.get();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  private static final class Response implements TransportResponse {
    private final Answer answer;
    private final URI uri;
    private final AtomicInteger open;
    private final InputStream body;
    private final AtomicBoolean closed = new AtomicBoolean();

    Response(Answer answer, URI uri, AtomicInteger open) {
      this.answer = answer;
      this.uri = uri;
      this.open = open;
      this.body = new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8));
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
      return uri;
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    }
  }
}
