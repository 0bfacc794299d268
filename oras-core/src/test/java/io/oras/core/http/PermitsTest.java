package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.TaskScheduler;
import io.oras.core.concurrent.Waiting;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose permit it is. */
class PermitsTest {
  private static final TransportRequest GET =
      TransportRequest.builder()
          .method("GET")
          .uri(URI.create("https://r.example/v2/a/blobs/x"))
          .timeout(Duration.ofSeconds(1))
          .build();

  private final ScriptedTransport transport = new ScriptedTransport(request -> Answer.of(200));
  private final HostLimits limits = new HostLimits(this::transmit, 1, new FakeTime());
  private final AtomicReference<Thread> pooled = new AtomicReference<>();
  private final ExecutorService pool =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            pooled.set(thread);
            return thread;
          });

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  /** Reads the body of a PUT in the pool. */
  private TransportResponse transmit(TransportRequest request) throws IOException {
    if (!request.method().equals("PUT")) {
      return transport.send(request);
    }
    try {
      return pool.submit(() -> transport.send(request)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private TransportResponse send() throws IOException {
    return limits.send(GET, Repeat.FREELY, null);
  }

  private void awaitPermitWait(CountDownLatch begun) throws InterruptedException {
    begun.await();
    Waiting.await(HostConcurrency.class, pooled.get());
  }

  /** Starts an exchange in the pool, and returns when it waits for a permit. */
  private Future<?> sendThatWaits() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> exchange =
        pool.submit(
            () -> {
              begun.countDown();
              send().close();
              return null;
            });
    awaitPermitWait(begun);
    return exchange;
  }

  @Test
  void aPooledThreadWaitsForTheResponseThatItOpenedForSomebodyElse() throws Exception {
    TransportResponse response = pool.submit(this::send).get();
    response.body().read();
    Future<?> next = sendThatWaits();
    assertFalse(next.isDone());
    assertEquals(1, transport.requests().size());
    response.close();
    next.get();
    assertEquals(0, limits.held());
  }

  @Test
  void aTaskDoesNotUseThePermitThatTheTaskBeforeItLost() throws Exception {
    AtomicReference<TransportResponse> lost = new AtomicReference<>();
    TaskScheduler first = new TaskScheduler(pool, 1);
    first.submit(() -> lost.set(send()));
    first.await();
    CountDownLatch begun = new CountDownLatch(1);
    TaskScheduler second = new TaskScheduler(pool, 1);
    second.submit(
        () -> {
          begun.countDown();
          send().close();
        });
    awaitPermitWait(begun);
    assertEquals(1, transport.requests().size());
    lost.get().close();
    second.await();
    assertEquals(2, transport.requests().size());
    assertEquals(0, limits.held());
  }

  @Test
  void whoeverReadsAResponseGetsTheNextExchangeAtOnce() throws Exception {
    try (TransportResponse response = pool.submit(this::send).get()) {
      response.body().read();
      send().close();
    }
    assertEquals(0, limits.held());
  }

  /** Content that comes from the same host. */
  private final class Copied implements ContentSource {
    @Override
    public long size() {
      return 0;
    }

    @Override
    public InputStream open() throws IOException {
      send().close();
      return new BlockInputStream() {
        @Override
        public int read(byte[] b, int off, int len) throws IOException {
          send().close();
          return -1;
        }
      };
    }
  }

  private TransportResponse put(RequestBody body) throws IOException {
    return limits.send(GET.toBuilder().method("PUT").body(body).build(), Repeat.FREELY, null);
  }

  @Test
  void whoeverReadsTheBodyOfARequestGetsTheNextExchangeAtOnce() throws Exception {
    ContentSource content = new Copied();
    put(new RequestBody.Source(content, 0)).close();
    put(new RequestBody.OneShot(content.open(), -1)).close();
    assertEquals(6, transport.requests().size());
    assertEquals(0, limits.held());
  }

  @Test
  void whoeverHasReadTheBodyOfARequestWaitsForItsResponse() throws Exception {
    TransportResponse response = put(new RequestBody.Source(new Copied(), 0));
    Future<?> next = sendThatWaits();
    send().close();
    assertFalse(next.isDone());
    response.close();
    next.get();
    assertEquals(0, limits.held());
  }

  @Test
  void whoeverHasReadAResponseToItsEndPassesItsPermitOn() throws Exception {
    TransportResponse first = pool.submit(this::send).get();
    first.body().readAllBytes();
    TransportResponse second = send();
    first.close();
    Future<?> other = sendThatWaits();
    assertEquals(2, transport.requests().size());
    second.close();
    other.get();
    assertEquals(0, limits.held());
  }

  @Test
  void whoeverHasPassedItsPermitOnWaitsForTheNext() throws Exception {
    TransportResponse first = pool.submit(this::send).get();
    pool.submit(
            () -> {
              first.body().readAllBytes();
              send().close(); // As a response is that asks for a repetition.
              return null;
            })
        .get();
    TransportResponse other = send();
    Future<?> next = sendThatWaits();
    assertEquals(3, transport.requests().size());
    other.close();
    next.get();
    first.close();
    assertEquals(0, limits.held());
  }

  @Test
  void aPermitThatWasNotCountedIsNotGivenBack() throws Exception {
    try (TransportResponse outer = send()) {
      assertEquals(200, outer.status());
      TransportResponse first = send();
      first.body().readAllBytes();
      TransportResponse second = send();
      first.close();
      second.close();
    }
    TransportResponse last = send();
    Future<?> other = sendThatWaits();
    last.close();
    other.get();
  }

  @Test
  void aResponseThatCannotBeTakenIsClosedAndItsPermitGivenBack() {
    ScriptedTransport broken =
        new ScriptedTransport(
            request -> {
              throw new IllegalStateException("broken");
            });
    HostLimits few = new HostLimits(broken, 1, new FakeTime());
    for (int i = 0; i < 3; i++) {
      assertThrows(IllegalStateException.class, () -> few.send(GET, Repeat.FREELY, null));
    }
    assertEquals(0, few.held());
  }
}
