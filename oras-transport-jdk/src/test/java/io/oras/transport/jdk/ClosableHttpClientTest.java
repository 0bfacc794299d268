package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ClosableHttpClientTest {
  private static TransportRequest get(String url) {
    return TransportRequest.builder()
        .method("GET")
        .uri(URI.create(url))
        .timeout(LoopServer.LIMIT)
        .build();
  }

  private static HttpTransport transport(TransportConfig config) {
    return new JdkTransportProvider().create(config);
  }

  @Test
  void firstRequestOfAnInterruptedThreadIsCancelledAndTheTransportCloses() throws Exception {
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("late"))) {
      HttpTransport transport = transport(TransportConfig.DEFAULT);
      Thread.currentThread().interrupt();
      try {
        assertThrows(
            OperationCancelledException.class,
            () -> transport.send(get("http://localhost:" + server.port() + "/")));
        assertTrue(Thread.currentThread().isInterrupted());
        transport.close();
        assertTrue(Thread.currentThread().isInterrupted());
      } finally {
        Thread.interrupted();
      }
    }
  }

  @Test
  void clientThatCannotBeMadeMayBeTriedAgain() {
    HttpClient.Builder exhausted =
        (HttpClient.Builder)
            Proxy.newProxyInstance(
                ClosableHttpClientTest.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> {
                  throw new UncheckedIOException(new IOException("Too many open files"));
                });

    TransportException e =
        assertThrows(TransportException.class, () -> ClosableHttpClient.build(exhausted));

    assertEquals(TransportException.Kind.TRANSIENT, e.kind());
    assertTrue(e.getMessage().contains("Too many open files"), e.getMessage());
  }

  @Test
  void threadsOfPoolsThatItWokeAreNotInterruptedWhenItCloses() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    ThreadGroup group = new ThreadGroup("client");
    Runnable work =
        () -> {
          busy.countDown();
          try {
            closed.await();
            interrupted.complete(false);
          } catch (InterruptedException e) {
            interrupted.complete(true);
          }
        };
    try {
      new Thread(group, () -> pool.execute(work)).start();
      busy.await();
      new ClosableHttpClient(HttpClient.newHttpClient(), group).close();
      closed.countDown();
      assertFalse(interrupted.get());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void closedTransportSaysSoWhateverTheWay() throws Exception {
    TransportConfig relayed =
        new TransportConfig() {
          @Override
          public Optional<InetSocketAddress> address(Origin origin) {
            return Optional.of(InetSocketAddress.createUnresolved("localhost", 1));
          }
        };
    for (TransportConfig config : new TransportConfig[] {TransportConfig.DEFAULT, relayed}) {
      HttpTransport transport = transport(config);
      transport.close();
      for (String url : new String[] {"http://localhost:1/", "https://localhost:1/"}) {
        TransportException e =
            assertThrows(TransportException.class, () -> transport.send(get(url)));
        assertEquals("the transport is closed", e.getMessage());
        assertEquals(TransportException.Kind.PERMANENT, e.kind());
      }
    }
  }
}
