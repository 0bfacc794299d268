package io.oras.transport.apache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to a socket and reports each progress. A write that blocks in the operating system reports
 * none: it returns when a third of the socket's buffer is free, which may be more than a megabyte.
 * For one thread at a time.
 */
final class ChannelOutput extends OutputStream {
  /** Bytes in one write: the JDK copies them through direct memory of that size. */
  private static final int SLICE = 64 << 10;

  private static final long SHORTEST_PAUSE = Duration.ofNanos(50_000).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMillis(10).toNanos();

  private final Source source;
  private final Runnable progress;
  private long pause = SHORTEST_PAUSE;
  private long sentSincePause;

  /** Knows the channel. */
  interface Source {
    /** Returns the channel, if the connection is open. */
    SocketChannel channel() throws IOException;
  }

  /**
   * Creates the stream.
   *
   * @param source of the channel, in blocking mode except during a call
   * @param progress called when the socket has taken bytes
   */
  ChannelOutput(Source source, Runnable progress) {
    this.source = source;
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(b, off, len);
    SocketChannel channel = source.channel();
    channel.configureBlocking(false);
    try {
      while (left.position() < off + len) {
        left.limit(Math.min(off + len, left.position() + SLICE));
        sent(channel.write(left));
      }
    } finally {
      channel.configureBlocking(true);
    }
  }

  /**
   * Sends a part of a file, which the operating system copies to the socket.
   *
   * @return how many bytes were sent, 0 at the end of the file
   */
  long transfer(FileChannel file, long position, long count) throws IOException {
    long n = 0;
    SocketChannel channel = source.channel();
    channel.configureBlocking(false);
    try {
      while (n == 0 && position < file.size()) {
        n = file.transferTo(position, count, channel);
        sent(n);
      }
    } finally {
      channel.configureBlocking(true);
    }
    return n;
  }

  /** Waits if the socket is full, for so long that the next writes can send a large part. */
  private void sent(long n) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while sending"); // The channel does not look.
    }
    if (n > 0) {
      sentSincePause += n;
      progress.run();
      return;
    }
    pause =
        sentSincePause >= SLICE
            ? Math.max(SHORTEST_PAUSE, pause / 2)
            : Math.min(LONGEST_PAUSE, pause * 2);
    sentSincePause = 0;
    LockSupport.parkNanos(this, pause);
  }
}
