package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Knows the open connections of a transport, and closes those whose deadline has passed: a blocked
 * write to a socket has no timeout of its own. One daemon thread, started with the first
 * connection, sleeps until the first deadline. Thread safe.
 */
final class ConnectionMonitor implements AutoCloseable {
  private static final Duration LONGEST_TIME = Duration.ofDays(10_000);
  private static final long LONGEST_SLEEP = Duration.ofHours(1).toNanos();

  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  private final Runnable afterIdle;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** When the thread wakes up, in {@link System#nanoTime}; out of date while it is scanning. */
  private volatile long wakeUp;

  private volatile boolean scanning = true;

  /**
   * Creates a monitor without a thread.
   *
   * @param afterIdle called after idle connections were closed
   */
  ConnectionMonitor(Runnable afterIdle) {
    this.afterIdle = afterIdle;
  }

  /**
   * Adds a connection.
   *
   * @throws TransportException if the transport is closed
   */
  void add(HttpConnection connection) throws TransportException {
    open.add(connection);
    lock.lock();
    try {
      if (closed) {
        open.remove(connection);
        throw closedFailure();
      }
      if (thread == null) {
        Thread started = new Thread(this::run, "oras-http-monitor");
        started.setDaemon(true);
        started.start();
        thread = started;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns a time in nanoseconds that can be added to {@link System#nanoTime}, however long. */
  static long nanos(Duration time) {
    return time.compareTo(LONGEST_TIME) < 0 ? time.toNanos() : LONGEST_TIME.toNanos();
  }

  void remove(HttpConnection connection) {
    open.remove(connection);
  }

  /** Tells the thread of a deadline that a connection has set before. */
  void deadlineSet(long deadline) {
    if (scanning || deadline - wakeUp < 0) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      scanning = true;
      long next = System.nanoTime() + LONGEST_SLEEP;
      boolean idle = false;
      for (HttpConnection connection : open) {
        long deadline = connection.deadline();
        if (deadline == HttpConnection.NO_DEADLINE) {
          continue;
        }
        if (deadline - System.nanoTime() <= 0) {
          idle |= connection.expire(deadline);
        } else if (deadline - next < 0) {
          next = deadline;
        }
      }
      if (idle) {
        afterIdle.run();
      }
      wakeUp = next;
      scanning = false;
      // Returns at once if a connection has set a deadline in the meantime.
      LockSupport.parkNanos(this, next - System.nanoTime());
      boolean unused = Thread.interrupted();
    }
  }

  static TransportException closedFailure() {
    return new TransportException(
        TransportException.Kind.PERMANENT, "the transport is closed", null);
  }

  /** Closes all connections, lets what runs on them fail, and ends the thread. */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
    } finally {
      lock.unlock();
    }
    open.forEach(connection -> connection.abort(closedFailure()));
    if (running == null) {
      return;
    }
    LockSupport.unpark(running);
    boolean interrupted = false;
    while (running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true; // The thread ends within microseconds.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
