package io.oras.transport.apache;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.transport.apache.FailureTranslator.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. It is also the context that the connection manager hands to {@link
 * Connector}. For one thread at a time.
 */
final class ClientExchange extends HttpCoreContext {
  private final TransportRequest request;
  private final Route route;
  private final OutgoingMessage message;
  private final OutgoingBody body;
  private final ConnectionPool pool;
  private final TransportConfig config;
  private @Nullable ConnectionEndpoint endpoint;
  private @Nullable HttpConnection connection;
  private @Nullable ClassicHttpResponse early;

  ClientExchange(
      TransportRequest request,
      Route route,
      OutgoingMessage message,
      OutgoingBody body,
      ConnectionPool pool,
      TransportConfig config) {
    this.request = request;
    this.route = route;
    this.message = message;
    this.body = body;
    this.pool = pool;
    this.config = config;
  }

  Route route() {
    return route;
  }

  /** Called with the connection that is about to be opened. */
  void use(HttpConnection opened) {
    connection = opened;
  }

  /** Sends the request and returns at the head of the response. Called once. */
  TransportResponse send() throws IOException {
    TransportResponse response = null;
    Phase phase = Phase.CONNECT;
    try {
      requireNotInterrupted();
      ConnectionEndpoint leased = pool.lease(route, config.connectTimeout());
      endpoint = leased;
      if (!leased.isConnected()) {
        connect(leased);
      }
      phase = Phase.SEND;
      if (body.length() != 0) {
        message.setEntity(new Entity());
      }
      ClassicHttpResponse head = leased.execute("", message, this::exchange, this);
      body.close();
      response = respond(head);
      return response;
    } catch (IOException | HttpException | IllegalStateException e) {
      throw failed(phase, e, "before it answered");
    } finally {
      if (response == null) {
        discard();
      }
    }
  }

  private void connect(ConnectionEndpoint leased) throws IOException, HttpException {
    pool.manager().connect(leased, null, this);
    if (route.tunnelled()) {
      Optional<String> agent = request.headers().first("User-Agent");
      ClassicHttpResponse answer =
          leased.execute("", OutgoingMessage.connect(route, agent), this::exchange, this);
      if (answer.getCode() == 407) {
        throw route.failures().proxyWantsPassword();
      }
      if (answer.getCode() >= 300 || connection().hasUnreadBytes()) {
        throw route.failures().noTunnel(answer.getCode());
      }
      pool.manager().upgrade(leased, this);
    }
  }

  private HttpConnection connection() {
    return Objects.requireNonNull(connection);
  }

  /** Sends a message over an open connection and reads the head of the response. */
  private ClassicHttpResponse exchange(
      ClassicHttpRequest outgoing, HttpClientConnection open, HttpContext context)
      throws IOException, HttpException {
    HttpConnection used = (HttpConnection) open;
    connection = used;
    used.sendRequestHeader(outgoing);
    if (outgoing.getEntity() != null) {
      sendBody(used, outgoing);
    }
    if (early != null) {
      return early;
    }
    used.flush();
    return used.receiveHead(request.timeout(), /* interim= */ false);
  }

  private void sendBody(HttpConnection used, ClassicHttpRequest outgoing)
      throws IOException, HttpException {
    try {
      used.sendRequestEntity(outgoing);
    } catch (IOException e) {
      if (body.failure().isPresent()
          || used.cause().isPresent()
          || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // A server that refuses a body may close its end before it was sent.
      early = answerDespite(e, used);
    }
  }

  private ClassicHttpResponse answerDespite(IOException e, HttpConnection used)
      throws IOException, HttpException {
    used.discardWrites();
    try {
      return used.receiveHead(config.idleTimeout(), /* interim= */ false);
    } catch (IOException noAnswer) {
      e.addSuppressed(noAnswer);
      throw e;
    }
  }

  private final class Entity extends AbstractHttpEntity {
    Entity() {
      super((String) null, null, body.length() < 0);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      HttpConnection used = connection();
      boolean whole = false;
      try {
        whole = body.send(used, out, this::answered);
      } catch (HttpException e) {
        throw new IOException(e);
      } finally {
        if (!whole) {
          used.discardWrites();
        }
      }
    }

    private boolean answered() throws IOException, HttpException {
      HttpConnection used = connection();
      while (early == null && used.hasInput()) {
        ClassicHttpResponse head = used.receiveHead(config.idleTimeout(), /* interim= */ true);
        early = head.getCode() < 200 ? null : head;
      }
      return early != null;
    }

    @Override
    public long getContentLength() {
      return body.length();
    }

    @Override
    public boolean isStreaming() {
      return true;
    }

    @Override
    public InputStream getContent() {
      throw new UnsupportedOperationException("this body can only be written");
    }

    @Override
    public void close() {
      // The body is closed by whoever made it.
    }
  }

  private TransportResponse respond(ClassicHttpResponse head) throws IOException, HttpException {
    if (head.getCode() == 407 && route.kind() == Route.Kind.HTTP_PROXY) {
      throw route.failures().proxyWantsPassword();
    }
    HttpConnection used = connection();
    boolean reusable =
        early == null && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, head, this);
    HttpEntity entity = null;
    if (MessageSupport.canResponseHaveBody(message.getMethod(), head)) {
      used.receiveResponseEntity(head);
      entity = head.getEntity();
    }
    long length = entity == null ? 0 : entity.getContentLength();
    if (entity == null || length == 0) {
      finish(reusable);
      return new ApacheResponse(head, request.uri(), InputStream.nullInputStream());
    }
    return new ApacheResponse(
        head, request.uri(), new ResponseBody(this, entity.getContent(), length, reusable));
  }

  /** The response has been read, or has no body. */
  void finish(boolean reusable) {
    ConnectionEndpoint leased = endpoint;
    if (leased == null) {
      return;
    }
    if (!reusable || connection().hasUnreadBytes()) {
      discard();
      return;
    }
    endpoint = null;
    pool.release(leased, route, config.keepAlive());
  }

  /** Closes the connection. */
  void discard() {
    ConnectionEndpoint leased = endpoint;
    endpoint = null;
    if (leased != null) {
      pool.discard(leased);
    }
  }

  private void requireNotInterrupted() throws OperationCancelledException {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(null);
    }
  }

  private OperationCancelledException cancelled(@Nullable Exception cause) {
    return new OperationCancelledException(
        "interrupted during the exchange with " + route.failures(), cause);
  }

  /** Returns what to throw in place of what the client threw. */
  IOException failed(Phase phase, Exception e, String when) {
    if (body.failure().isPresent()) {
      return body.failure().get();
    }
    Optional<TransportException> cause = connection == null ? Optional.empty() : connection.cause();
    if (cause.isPresent()) {
      return cause.get();
    }
    if (e instanceof OperationCancelledException known) {
      return known;
    }
    return Thread.currentThread().isInterrupted()
        ? cancelled(e)
        : route.failures().failed(phase, e, when);
  }
}
