package io.oras.tests.registry;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback whose threads are daemons and end when it is closed. */
final class Listener implements AutoCloseable {
  private static final int MAX_THREADS = 64;

  /** By value, because the name of the loopback address can resolve to ::1. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final AtomicInteger NUMBER = new AtomicInteger();

  static {
    // Without it Nagle's algorithm holds a small body back until the head is acknowledged: 40 ms.
    setUnlessGiven("sun.net.httpserver.nodelay", "true");
    // In seconds. On a busy machine, a client sends on a connection that has been idle for long.
    setUnlessGiven("sun.net.httpserver.idleInterval", Integer.toString(SafetyLimit.SECONDS));
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private final String name;
  private final HttpServer server;
  private final ThreadPoolExecutor pool;

  /**
   * Starts the server.
   *
   * @param tls or null for plain HTTP
   */
  Listener(int port, HttpHandler handler, @Nullable SSLContext tls) throws IOException {
    name = "oci-registry-" + NUMBER.incrementAndGet();
    server = create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), tls);
    pool =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, name));
    pool.allowCoreThreadTimeOut(true);
    server.setExecutor(pool);
    server.createContext("/", handler);
    // The server's own thread is a daemon if the thread that starts it is one.
    Thread starter = daemon(server::start, name);
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls)
      throws IOException {
    if (tls == null) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  String threadName() {
    return name;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Closes all connections, including those in use, and waits until all threads have ended. */
  @Override
  public void close() {
    pool.shutdownNow();
    server.stop(0);
    try {
      if (!pool.awaitTermination(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a request is still being served: " + pool);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
