package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.ClosedPort;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The common part of {@link HttpTransportTck}: the transport, and the methods for optional
 * features.
 */
@Timeout(2 * SafetyLimit.SECONDS)
abstract class TransportSuite {
  /** The idle time-out of transports whose server stalls. */
  static final Duration STALLED = Duration.ofMillis(300);

  private ClosedPort closed;
  HttpTransport transport;
  Set<Thread> threadsBefore = Set.of();
  @TempDir Path folder;

  /** Creates a transport, which the suite closes. */
  protected abstract HttpTransport create(TransportConfig config) throws IOException;

  /** Returns whether the transport detects that a server stops reading a body; true by default. */
  protected boolean watchesUploads() {
    return true;
  }

  /** Returns whether an interrupt ends a wait for the body; true by default. */
  protected boolean readsAreInterruptible() {
    return true;
  }

  /** Returns whether the transport uses {@link TransportConfig#tls}; true by default. */
  protected boolean usesTlsSettings() {
    return true;
  }

  /**
   * Returns whether the transport uses {@link TransportConfig#address} and address rules; true by
   * default.
   */
  protected boolean usesAddresses() {
    return true;
  }

  /** Returns whether the transport uses the proxies of its configuration; true by default. */
  protected boolean usesProxies() {
    return true;
  }

  /**
   * Returns whether the transport sends a password to an HTTP proxy for a tunnel as well; true by
   * default.
   */
  protected boolean sendsTunnelPasswords() {
    return true;
  }

  /**
   * Returns whether the transport supports SOCKS 5 proxies; true by default. If false, the
   * transport must fail instead of connecting without the proxy.
   */
  protected boolean usesSocksProxies() {
    return true;
  }

  /**
   * Returns whether the transport checks an idle connection before it sends a request; true by
   * default. If false, the request may fail once with {@link TransportException.Kind#TRANSIENT}.
   */
  protected boolean checksIdleConnections() {
    return true;
  }

  /**
   * Returns whether the transport closes idle connections after {@link TransportConfig#keepAlive};
   * true by default.
   */
  protected boolean closesIdleConnections() {
    return true;
  }

  /**
   * Returns whether the transport limits the size of heads, chunk heads and trailers; true by
   * default.
   */
  protected boolean limitsHeads() {
    return true;
  }

  /** Returns whether an interrupt ends the wait for a connection; true by default. */
  protected boolean connectingIsInterruptible() {
    return true;
  }

  /**
   * Returns whether the transport refuses responses and requests with wrong framing: an incomplete
   * head, two lengths, bytes after the end of a response, headers that decide about the connection;
   * true by default. A transport without these checks may take bytes of one response for the next
   * one.
   */
  protected boolean checksFraming() {
    return true;
  }

  /**
   * Returns whether closing the transport ends a wait for a connection, for a handshake and for a
   * server that stops reading a body; true by default.
   */
  protected boolean closingEndsWaits() {
    return true;
  }

  /** Returns whether the transport keeps connections for the next request; true by default. */
  protected boolean reusesConnections() {
    return true;
  }

  /**
   * Returns whether the transport can send PATCH; true by default. Without PATCH, the client does
   * not upload in chunks.
   */
  protected boolean sendsPatch() {
    return true;
  }

  /**
   * Returns whether the transport closes a connection as soon as the caller closes an unread
   * response; true by default. If false, the transport may first read a small rest in the
   * background.
   */
  protected boolean closesAtOnce() {
    return true;
  }

  /**
   * Returns a part of the names of the threads that closing must end; empty if there are no such
   * threads.
   */
  protected String threadName() {
    return "";
  }

  Set<Thread> threads() {
    String name = threadName();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !name.isEmpty() && thread.getName().contains(name))
        .collect(Collectors.toSet());
  }

  @BeforeEach
  void open() throws IOException {
    threadsBefore = threads();
    closed = new ClosedPort();
    transport = create(new TestConfig());
  }

  /** Creates a transport with a short idle timeout, which the caller closes. */
  HttpTransport withShortIdleTimeout() throws IOException {
    return create(new TestConfig().idleTimeout(STALLED));
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    closed.close();
  }

  static TransportRequest request(String method, URI uri, RequestBody body) {
    return TransportRequest.builder()
        .method(method)
        .uri(uri)
        .body(body)
        .timeout(SafetyLimit.DURATION)
        .build();
  }

  TransportResponse get(URI uri) throws IOException {
    return transport.send(request("GET", uri, RequestBody.EMPTY));
  }

  static String text(TransportResponse response) throws IOException {
    try (response) {
      return new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  TransportException failure(TransportException.Kind kind, Callable<?> action) {
    TransportException e = assertThrows(TransportException.class, action::call);
    assertEquals(kind, e.kind(), e.getMessage());
    return e;
  }

  TransportException failureOfAnyKind(Callable<?> action) {
    return assertThrows(TransportException.class, action::call);
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(SafetyLimit.SECONDS, TimeUnit.SECONDS), "it never happened");
  }

  /** Runs the action and interrupts it once that is reached. */
  static void cancelledBy(CountDownLatch reached, Callable<?> action) throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch done = new CountDownLatch(1);
      Future<?> running =
          one.submit(
              () -> {
                try {
                  return action.call();
                } finally {
                  flag.set(Thread.currentThread().isInterrupted());
                  done.countDown();
                }
              });
      await(reached);
      one.shutdownNow();
      await(done);
      ExecutionException e =
          assertThrows(
              ExecutionException.class, () -> running.get(SafetyLimit.SECONDS, TimeUnit.SECONDS));
      assertInstanceOf(OperationCancelledException.class, e.getCause());
      assertTrue(flag.get(), "the interrupt is kept");
    } finally {
      one.shutdownNow();
    }
  }

  /** A port that refuses connections until the test ends. */
  int closedPort() {
    return closed.number();
  }

  /** So many zeros, of no memory. */
  static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(len, left);
      left -= n;
      return n;
    }
  }
}
