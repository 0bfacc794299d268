package io.oras.core.registry;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.http.RegistryHttp;
import io.oras.core.http.RegistryRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A chain that ends in a script: each request line has its answers, the last of which stays. What
 * is not in the script is 404.
 */
public final class FakeHttp implements RegistryHttp {
  /** Answers one request. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Received request) throws IOException;
  }

  /** A request as it came. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Received(RegistryRequest request, byte[] body) {
    public String line() {
      URI url = request.uri();
      String query = url.getRawQuery();
      return request.method() + " " + url.getRawPath() + (query == null ? "" : "?" + query);
    }

    public String header(String name) {
      return request.headers().first(name).orElse("");
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** An answer. */
  public record Reply(int status, Headers headers, InputStreamSource content) {
    public Reply with(String name, String value) {
      return new Reply(status, headers.with(name, value), content);
    }
  }

  /** Opens a body. */
  @FunctionalInterface
  public interface InputStreamSource {
    InputStream open();
  }

  public final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Handler>> script = new ConcurrentHashMap<>();
  private Handler otherwise = request -> reply(404);

  public static Reply reply(int status) {
    return reply(status, "");
  }

  public static Reply reply(int status, String body) {
    return reply(status, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply reply(int status, byte[] body) {
    return new Reply(status, Headers.EMPTY, () -> new ByteArrayInputStream(body));
  }

  /** The answer with that code in the body of the specification. */
  public static Reply error(int status, String code) {
    return reply(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\"}]}");
  }

  public FakeHttp on(String line, Reply... replies) {
    for (Reply reply : replies) {
      on(line, request -> reply);
    }
    return this;
  }

  public FakeHttp on(String line, Handler handler) {
    script.computeIfAbsent(line, l -> new ArrayDeque<>()).add(handler);
    return this;
  }

  public FakeHttp otherwise(Handler handler) {
    otherwise = handler;
    return this;
  }

  @Override
  public TransportResponse send(RegistryRequest request) throws IOException {
    byte[] body;
    try (InputStream in = request.body().open()) {
      body = in.readAllBytes();
    } catch (IOException e) {
      received.add(new Received(request, new byte[0]));
      throw e;
    }
    Received call = new Received(request, body);
    received.add(call);
    Reply reply = handler(call.line()).answer(call);
    InputStream content =
        request.method().equals("HEAD") ? InputStream.nullInputStream() : reply.content.open();
    return new Response(reply, request.uri(), content);
  }

  private Handler handler(String line) {
    Deque<Handler> handlers = script.get(line);
    if (handlers == null) {
      return otherwise;
    }
    synchronized (handlers) {
      return handlers.size() > 1 ? handlers.remove() : Objects.requireNonNull(handlers.peek());
    }
  }

  /** Method, path and query of all requests. */
  public List<String> lines() {
    return received.stream().map(Received::line).toList();
  }

  public Received last() {
    return received.get(received.size() - 1);
  }

  /** The requests of that method. */
  public List<Received> all(String method) {
    return received.stream().filter(r -> r.request().method().equals(method)).toList();
  }

  private record Response(Reply reply, URI uri, InputStream body) implements TransportResponse {
    @Override
    public int status() {
      return reply.status;
    }

    @Override
    public Headers headers() {
      return reply.headers;
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
