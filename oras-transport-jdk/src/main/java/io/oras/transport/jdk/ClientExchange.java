package io.oras.transport.jdk;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request on its way: the sending thread sends the body while it waits for the head. */
final class ClientExchange implements HttpResponse.BodyHandler<InputStream> {
  private final TransportRequest request;
  private final TransportConfig config;
  private final FailureTranslator peer;
  private final Runnable onEnd;

  private final RequestBodyPublisher upload;
  private final Semaphore wake;
  private volatile @Nullable Head head;
  private volatile @Nullable Throwable failure;
  private volatile boolean returned;

  private record Head(HttpResponse.ResponseInfo info, ResponseBodyStream body) {}

  /**
   * A request that is to be sent.
   *
   * @param running holds this exchange until neither request nor answer are on the way
   */
  ClientExchange(
      TransportRequest request,
      RequestBodyPublisher upload,
      TransportConfig config,
      FailureTranslator peer,
      Set<ClientExchange> running) {
    this.request = request;
    this.upload = upload;
    this.wake = upload.wake();
    this.config = config;
    this.peer = peer;
    this.onEnd =
        () -> {
          running.remove(this);
          wake.release();
        };
    running.add(this);
  }

  /** Sends it and returns at the head. Called once. */
  TransportResponse send(HttpClient client, HttpRequest.Builder message) throws IOException {
    HttpRequest.BodyPublisher publisher =
        request.body().length() == 0 ? HttpRequest.BodyPublishers.noBody() : upload;
    CompletableFuture<?> root = null;
    JdkResponse answer = null;
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      root = client.sendAsync(message.method(request.method(), publisher).build(), this);
      // The root is kept: cancelling a dependent stage does not end the exchange on newer JDKs.
      CompletableFuture<?> unused = root.whenComplete((response, thrown) -> returned(thrown));
      Head arrived = await();
      upload.close();
      answer =
          new JdkResponse(
              arrived.info.statusCode(),
              JdkResponse.headers(arrived.info),
              request.uri(),
              arrived.body);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelledException("interrupted while waiting for " + peer, e);
    } finally {
      if (answer == null) {
        if (root != null) {
          root.cancel(true);
        }
        Head unwanted = head;
        if (unwanted != null) {
          unwanted.body.close();
        }
        onEnd.run();
      }
    }
  }

  private Head await() throws IOException, InterruptedException {
    long since = System.nanoTime();
    while (true) {
      Head answer = head;
      if (answer != null && answer.body.mayCome()) {
        return answer;
      }
      Throwable thrown = failure;
      if (thrown != null) {
        throw peer.failed(thrown, "before it answered");
      }
      if (answer != null && returned && answer.body.ended()) {
        return answer;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (upload.sendSome()) {
        since = System.nanoTime();
        continue;
      }
      Duration limit = limit();
      long left = FailureTranslator.nanos(limit) - (System.nanoTime() - since);
      if (left <= 0) {
        throw peer.stalled(
            upload.done() ? "no answer came from" : "no byte of the request went to", limit);
      }
      if (wake.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        wake.drainPermits();
      }
    }
  }

  /** The client's own limit ends with the TCP connection: a TLS handshake may stall after it. */
  private Duration limit() {
    return upload.done()
        ? request.timeout()
        : upload.begun()
            ? config.idleTimeout()
            : config.connectTimeout().plus(config.idleTimeout());
  }

  /** The head is here; called by the client, earlier than the root future completes. */
  @Override
  public HttpResponse.BodySubscriber<InputStream> apply(HttpResponse.ResponseInfo info) {
    ResponseBodyStream body =
        new ResponseBodyStream(peer, config.idleTimeout(), expected(info), onEnd);
    head = new Head(info, body);
    wake.release();
    return body;
  }

  /** The length of the body that is to come, or -1 (RFC 9110 section 6.4.1). */
  private long expected(HttpResponse.ResponseInfo info) {
    int status = info.statusCode();
    return request.method().equals("HEAD") || status == 204 || status == 304
        ? 0
        : info.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  private void returned(@Nullable Throwable thrown) {
    if (failure == null) {
      // Without a head and a failure, a proxy refused the tunnel: nobody's answer but its own.
      failure = thrown == null && head == null ? peer.proxyWantsPassword() : thrown;
    }
    returned = true;
    wake.release();
  }

  /** Ends it from another thread, which does not wait; the waiting thread fails with the cause. */
  void abort(Throwable cause) {
    returned(cause);
    Head answer = head;
    if (answer != null) {
      answer.body.abort(cause);
    }
  }
}
