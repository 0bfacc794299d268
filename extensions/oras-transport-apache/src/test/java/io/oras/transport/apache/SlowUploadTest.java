package io.oras.transport.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a server that takes few bytes at a time, but does not stop. */
class SlowUploadTest {
  /** More than the buffers of a connection take. */
  private static final int SIZE = 16 << 20;

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** Takes a few bytes in each fraction of the idle timeout for three times its length. */
  private static void serve(ServerSocket listener, Duration idle) {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      int last = 0;
      while (last != 0x0d0a0d0a) {
        last = (last << 8) | in.read();
      }
      byte[] few = new byte[4 << 10];
      int taken = 0;
      long end = System.nanoTime() + 3 * idle.toNanos();
      while (System.nanoTime() < end) {
        taken += in.readNBytes(few, 0, few.length);
        boolean unused = new CountDownLatch(1).await(idle.toNanos() / 16, TimeUnit.NANOSECONDS);
      }
      in.skipNBytes(SIZE - taken);
      String answer = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | InterruptedException e) {
      // The client has given up.
    }
  }

  private static int put(RequestBody body, Duration idle) throws IOException {
    TransportConfig config =
        new TransportConfig() {
          @Override
          public Duration idleTimeout() {
            return idle;
          }

          @Override
          public Environment environment() {
            return Environment.of(Map.of(), Path.of("home"), "Linux");
          }
        };
    try (ServerSocket listener = new ServerSocket();
        HttpTransport transport = new ApacheTransport(config, AddressResolver.SYSTEM)) {
      listener.setReceiveBufferSize(8 << 10);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread server = new Thread(() -> serve(listener, idle));
      server.setDaemon(true);
      server.start();
      URI uri = URI.create("http://localhost:" + listener.getLocalPort() + "/");
      TransportRequest request =
          TransportRequest.builder().method("PUT").uri(uri).body(body).timeout(LONG).build();
      try (TransportResponse answer = transport.send(request)) {
        return answer.status();
      }
    }
  }

  private interface Body {
    RequestBody create() throws IOException;
  }

  /** On a busy machine the server may stop for a while, so a failure counts with more time only. */
  private static void isTaken(Body body) throws Exception {
    Duration idle = SHORT;
    while (true) {
      try {
        assertEquals(201, put(body.create(), idle));
        return;
      } catch (TransportException e) {
        idle = idle.multipliedBy(2);
        if (idle.compareTo(SHORT.multipliedBy(16)) > 0) {
          throw e;
        }
      }
    }
  }

  @Test
  void fileThatTheServerTakesSlowlyIsSent() throws Exception {
    Path file = Files.write(folder.resolve("blob"), new byte[SIZE]);
    isTaken(() -> new RequestBody.FileRegion(file, 0, SIZE));
  }

  @Test
  void streamThatTheServerTakesSlowlyIsSent() throws Exception {
    Path file = Files.write(folder.resolve("blob"), new byte[SIZE]);
    isTaken(() -> new RequestBody.OneShot(Files.newInputStream(file), SIZE));
  }
}
