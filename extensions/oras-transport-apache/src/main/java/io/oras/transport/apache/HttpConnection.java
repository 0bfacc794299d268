package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.transport.TlsSockets;
import io.oras.transport.apache.FailureTranslator.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a blocking {@link SocketChannel}: an interrupt of the thread that uses it, or
 * {@link #abort} from another thread, ends every wait. For one thread at a time, except for {@link
 * #abort}, {@link #expire}.
 */
final class HttpConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {
  /** No deadline is set. */
  static final long NO_DEADLINE = 0;

  /** Bytes in one read: the JDK copies them through direct memory of that size. */
  private static final int SLICE = 128 << 10;

  /** Bytes in the heads of the responses to one request, as in the JDK's client. */
  private static final int MAX_HEAD = 384 << 10;

  /** Bounds the trailers and the extensions of chunks, which may follow a head. */
  private static final Http1Config HTTP =
      Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(1000).build();

  private final ConnectionMonitor monitor;
  private final Duration idleTimeout;
  private final Duration keepAlive;
  private final AtomicLong deadline = new AtomicLong(NO_DEADLINE);
  private final ChannelOutput output = new ChannelOutput(this::channel, this::moved);
  private volatile @Nullable SocketChannel channel;
  private volatile @Nullable TransportException cause;

  // Written before the deadline is set, read by the monitor after it.
  private Phase phase = Phase.CONNECT;
  private Duration limit = Duration.ZERO;
  private FailureTranslator failures = new FailureTranslator("", Optional.empty());

  private @Nullable SSLSocket tls;
  private boolean readingHead;
  private boolean refusingReads;
  private boolean discardingWrites;
  private int headBytes;
  private long idleSince;

  HttpConnection(ConnectionMonitor monitor, Duration idleTimeout, Duration keepAlive) {
    super(HTTP);
    this.monitor = monitor;
    this.idleTimeout = idleTimeout;
    this.keepAlive = keepAlive;
  }

  /** Connects to one address. */
  void open(InetSocketAddress address, Duration timeout, FailureTranslator translator)
      throws IOException {
    failures = translator;
    cause = null;
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    try {
      monitor.add(this);
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      limit(Phase.CONNECT, timeout);
      opened.connect(address);
      noLimit();
      bind(opened.socket());
    } catch (IOException | RuntimeException e) {
      shutDown();
      throw e;
    }
  }

  /** Continues the connection with TLS to that host. */
  void startTls(SSLContext context, String host, int port, boolean insecure) throws IOException {
    Socket base = new LayeredSocket(socket(), output);
    limit(Phase.TLS, idleTimeout);
    SSLSocket secure = TlsSockets.connect(base, context, host, port, insecure);
    noLimit();
    tls = secure;
    bind(secure, base);
  }

  /** Returns the socket below TLS. */
  Socket socket() throws IOException {
    return channel().socket();
  }

  /** Returns the channel below TLS. */
  SocketChannel channel() throws IOException {
    SocketChannel now = channel;
    if (now == null) {
      throw new ClosedChannelException();
    }
    return now;
  }

  /** Called when the socket has taken bytes, within a write. */
  private void moved() {
    if (phase == Phase.SEND) {
      setDeadline(limit);
    }
  }

  boolean isSecure() {
    return tls != null;
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new Holder(socket));
  }

  @Override
  public void bind(SSLSocket secure, Socket base) throws IOException {
    bind(new Holder(secure, base));
  }

  private final class Holder extends SocketHolder {
    Holder(Socket socket) {
      super(socket);
    }

    Holder(SSLSocket secure, Socket base) {
      super(secure, base);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new Input(socket.getInputStream());
    }

    @Override
    protected OutputStream getOutputStream(Socket socket) throws IOException {
      return new Output(socket instanceof SSLSocket ? socket.getOutputStream() : output);
    }
  }

  /** Sets the limit for what comes next, and what it is. */
  void limit(Phase next, Duration time) {
    phase = next;
    limit = time;
    setDeadline(time);
  }

  private void setDeadline(Duration time) {
    long end = System.nanoTime() + ConnectionMonitor.nanos(time);
    deadline.set(end == NO_DEADLINE ? 1 : end);
    monitor.deadlineSet(end);
  }

  /** Removes the limit: nothing is waited for. */
  void noLimit() {
    deadline.set(NO_DEADLINE);
  }

  long deadline() {
    return deadline.get();
  }

  /**
   * Ends the connection unless the deadline has changed. Called by the monitor.
   *
   * @return whether the connection was idle
   */
  boolean expire(long passed) {
    if (!deadline.compareAndSet(passed, NO_DEADLINE)) {
      return false;
    }
    Phase now = phase;
    abort(failures.stalled(now, limit));
    return now == Phase.IDLE;
  }

  /** Closes the connection. The thread that uses it fails with {@link #cause}. */
  void abort(TransportException why) {
    if (cause == null) {
      cause = why;
    }
    shutDown();
  }

  /** Returns why the connection was closed by another thread, if it was. */
  Optional<TransportException> cause() {
    return Optional.ofNullable(cause);
  }

  private void shutDown() {
    monitor.remove(this);
    SocketChannel open = channel;
    if (open == null) {
      return;
    }
    try (open) {
      // Closing alone does not wake every blocked thread.
      if (open.isConnected()) {
        open.shutdownOutput();
        open.shutdownInput();
      }
    } catch (IOException e) {
      // The other end was faster.
    }
  }

  @Override
  public void close(CloseMode mode) {
    shutDown();
    super.close(CloseMode.IMMEDIATE); // Forgets the socket, which is closed.
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  @Override
  public @Nullable Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  /** Called when the pool takes the connection. */
  @Override
  public void passivate() {
    idleSince = System.nanoTime();
    limit(Phase.IDLE, keepAlive);
  }

  /** Called when the pool gives the connection away. */
  @Override
  public void activate() {
    noLimit();
  }

  /**
   * Returns whether the connection has expired, or the server has closed it or sent what nobody
   * asked for. A connection that is not stale expires no more: its next user has it.
   */
  @Override
  public boolean isStale() {
    SocketChannel open = channel;
    boolean expired = deadline.getAndSet(NO_DEADLINE) == NO_DEADLINE;
    if (expired || open == null || !open.isOpen() || !isOpen()) {
      return true;
    }
    try {
      limit(Phase.IDLE, idleTimeout); // A server can send TLS records without data for ever.
      boolean arrived =
          tls == null ? IdleInput.arrived(open) : IdleInput.arrived(open, tls, idleSince);
      return deadline.getAndSet(NO_DEADLINE) == NO_DEADLINE || arrived;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether bytes are left of what was read from the socket; reads nothing. */
  boolean hasUnreadBytes() {
    refusingReads = true;
    try {
      return isDataAvailable(Timeout.ofMilliseconds(1));
    } catch (IOException e) {
      return true;
    } finally {
      refusingReads = false;
    }
  }

  /**
   * Sends a part of a file, which the operating system copies to the socket. The connection has no
   * TLS, and nothing is left in the buffer.
   *
   * @return how many bytes were sent, 0 at the end of the file
   */
  long transfer(FileChannel file, long position, long count) throws IOException {
    limit(Phase.SEND, idleTimeout);
    long n = output.transfer(file, position, count);
    noLimit();
    return n;
  }

  /** Returns whether bytes have arrived; always false with TLS, where they may be no data. */
  boolean hasInput() throws IOException {
    return tls == null && (hasUnreadBytes() || socket().getInputStream().available() > 0);
  }

  /** From now on nothing is sent, not even the end of a chunked body. */
  void discardWrites() {
    discardingWrites = true;
  }

  /**
   * Reads the head of the final response and those before it, all within the timeout.
   *
   * @param interim whether to return the head of an interim response, too
   */
  ClassicHttpResponse receiveHead(Duration timeout, boolean interim)
      throws IOException, HttpException {
    readingHead = true;
    limit(Phase.HEAD, timeout);
    ClassicHttpResponse head;
    do {
      head = receiveResponseHeader();
      if (head.getCode() == 101) {
        throw new ProtocolException("the server switches protocols");
      }
    } while (!interim && head.getCode() < 200);
    noLimit();
    readingHead = false;
    if (head.getCode() >= 200) {
      headBytes = 0;
    }
    return head;
  }

  private final class Input extends InputStream {
    private final InputStream in;

    Input(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (refusingReads) {
        throw new NothingReadException();
      }
      int size = Math.min(len, SLICE);
      if (!readingHead) {
        limit(Phase.BODY, idleTimeout);
        int n = in.read(b, off, size);
        noLimit();
        return n;
      }
      int n = in.read(b, off, size);
      if (n < 0) {
        // The parser would take what came for a whole head.
        throw new EOFException("end of stream");
      }
      headBytes += n;
      if (headBytes > MAX_HEAD) {
        throw failures.headTooLarge(MAX_HEAD);
      }
      return n;
    }
  }

  private final class Output extends OutputStream {
    private final OutputStream out;

    Output(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      if (!discardingWrites) {
        limit(Phase.SEND, idleTimeout);
        out.write(b, off, len);
        noLimit();
      }
    }
  }
}
