package io.oras.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Forwards bytes in order after a fixed delay. The delay does not limit the rate. For use by one
 * writing thread.
 */
final class DelayedOutputStream extends OutputStream {
  /** The capacity of the line in bytes: 10 Gbit/s for 50 ms. */
  private static final int CAPACITY = 64 << 20;

  private record Chunk(long due, byte[] bytes) {}

  private final OutputStream target;
  private final long delay;
  private final @Nullable Throttle throttle;
  private final BlockingQueue<Chunk> inFlight = new LinkedBlockingQueue<>();
  private final Semaphore free = new Semaphore(CAPACITY);
  private final Thread carrier = new Thread(this::carry, "delay");
  private volatile @Nullable IOException failure;

  /**
   * Creates a stream and starts its thread.
   *
   * @param delay in nanoseconds
   * @param throttle what bytes pass before they are delayed, or null
   */
  DelayedOutputStream(OutputStream target, long delay, @Nullable Throttle throttle) {
    this.target = target;
    this.delay = delay;
    this.throttle = throttle;
    carrier.setDaemon(true);
    carrier.start();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw new IOException("the other end is closed", failure);
    }
    if (length == 0) {
      return; // An empty chunk is the end.
    }
    if (throttle != null) {
      throttle.pass(length);
    }
    try {
      free.acquire(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    send(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  private void send(byte[] bytes) {
    inFlight.add(new Chunk(System.nanoTime() + delay, bytes));
  }

  private void carry() {
    try {
      for (Chunk chunk = inFlight.take(); chunk.bytes().length > 0; chunk = inFlight.take()) {
        long wait = chunk.due() - System.nanoTime();
        while (wait > 0) {
          LockSupport.parkNanos(wait);
          wait = chunk.due() - System.nanoTime();
        }
        if (failure == null) {
          pass(chunk.bytes());
        }
        free.release(chunk.bytes().length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(byte[] bytes) {
    try {
      target.write(bytes);
      target.flush();
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Waits until all bytes have been passed on. Does not close the target. */
  @Override
  public void close() throws IOException {
    send(new byte[0]);
    try {
      carrier.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
