package io.oras.tests.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.oras.api.transport.Headers;
import io.oras.tests.registry.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies faults, records requests, and writes responses. If {@link #handle} throws an exception,
 * {@code jdk.httpserver} closes the connection; faults that close a connection use this.
 */
final class FaultFilter implements HttpHandler {
  private final Service service;
  private final Faults faults;
  private final RequestLog log;

  FaultFilter(Service service, Faults faults, RequestLog log) {
    this.service = service;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
    FaultScript script = faults.script(exchange.getRequestMethod(), uri.getRawPath(), query);
    ServerRequest call =
        new ServerRequest(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            query,
            Headers.of(exchange.getRequestHeaders()),
            new RequestInput(exchange.getRequestBody(), script.requestBytes));
    send(exchange, script, answer(call, script));
  }

  private ServerResponse answer(ServerRequest call, FaultScript script) throws IOException {
    ServerResponse answer = null;
    try {
      if (script.before != null) {
        script.before.pass();
      }
      if (script.bodyLost) {
        call.body().transferTo(OutputStream.nullOutputStream());
      }
      answer = script.change.apply(script.instead != null ? script.instead : service.answer(call));
      if (script.drain) {
        call.body().transferTo(OutputStream.nullOutputStream());
      }
      if (script.silent) {
        answer = null;
        throw new ConnectionCut();
      }
      return answer;
    } finally {
      log.add(call, answer == null ? 0 : answer.status());
    }
  }

  private static void send(HttpExchange exchange, FaultScript script, ServerResponse answer)
      throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    Content body = answer.body();
    if (exchange.getRequestMethod().equals("HEAD") || body == null || body.size() == 0) {
      sendHead(exchange, answer.status(), script.unknownLength ? null : body);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), script.unknownLength ? 0 : body.size());
    OutputStream out = exchange.getResponseBody();
    try (InputStream in = body.open()) {
      if (script.responseBytes < body.size()) {
        copy(in, script.responseBytes, out);
        out.flush();
        if (script.midway == null) {
          throw new ConnectionCut();
        }
        script.midway.pass();
      }
      copy(in, Long.MAX_VALUE, out);
    }
    exchange.close();
  }

  private static void sendHead(HttpExchange exchange, int status, @Nullable Content body)
      throws IOException {
    if (body != null) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(body.size()));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void copy(InputStream in, long limit, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = limit;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
