package io.oras.core.registry.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.concurrent.Waiting;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.ResponseBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ranges that other threads fetch, and what becomes of these threads. */
class DownloadThreadsTest {
  private static final double SLOW = 4000;
  private static final byte[] CONTENT = new byte[60_500];

  static {
    new Random(8).nextBytes(CONTENT);
  }

  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);

  private final Fixture fixture = new Fixture();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final SlowServer server = new SlowServer(CONTENT, at -> SLOW);

  /** Ranges that wait here for a byte that does not come. */
  private final Semaphore arrived = new Semaphore(0);

  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  @BeforeEach
  void serve() {
    fixture.executor =
        task -> {
          begun.incrementAndGet();
          executor.execute(
              () -> {
                task.run();
                ended.incrementAndGet();
              });
        };
    fixture.parallel =
        new RangeBudget(server, 4, SlowServer.RANGE_BYTES, 8000, ResponseBudget.unlimited());
    fixture.http.otherwise(server);
  }

  /** Nothing is left on the executor. */
  @AfterEach
  void end() throws InterruptedException {
    executor.shutdown();
    assertTrue(executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
    assertEquals(0, server.open.get(), "an answer is left open");
  }

  /** Sends nothing of ranges but their heads. */
  private void stall() {
    fixture.http.otherwise(
        request -> request.header("Range").isEmpty() ? server.answer(request) : stalling(request));
  }

  private Reply stalling(Received request) {
    Reply right = server.answer(request);
    return new Reply(206, right.headers(), () -> new Stalling(right.content().open()));
  }

  private final class Stalling extends InputStream {
    private final InputStream below;

    Stalling(InputStream below) {
      this.below = below;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      arrived.release();
      try {
        new CountDownLatch(1).await();
        return -1;
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new OperationCancelledException("interrupted", e);
      }
    }

    @Override
    public void close() throws IOException {
      below.close();
    }
  }

  @Test
  void bytesComeInOrderFromSeveralThreads() throws IOException {
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      assertArrayEquals(CONTENT, drain(in, () -> ended.get() == begun.get()));
    }
    assertTrue(fixture.http.received.size() > 40, () -> "" + fixture.http.lines().size());
  }

  /** Reads all, and waits after each read until that is so. */
  private static byte[] drain(InputStream in, BooleanSupplier ready) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[70];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
      while (!ready.getAsBoolean()) {
        Thread.onSpinWait();
      }
    }
    return all.toByteArray();
  }

  /** Reads until a range is asked for, and waits until it has stalled. */
  private void readToTheFirstRange(InputStream in) throws Exception {
    while (begun.get() == 0) {
      in.readNBytes(70);
    }
    arrived.acquire();
  }

  @Test
  void aReaderThatClosesEarlyEndsAllRequests() throws Exception {
    stall();
    InputStream in = fixture.reading().fetch(BLOB);
    readToTheFirstRange(in);
    in.close();
    interrupted.await();
  }

  @Test
  void aReaderThatIsInterruptedWhileItWaitsForAPieceIsCancelled() throws Exception {
    stall();
    Thread reader = Thread.currentThread();
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      readToTheFirstRange(in);
      executor.execute(
          () -> {
            while (!Waiting.in(RangeDownload.class, reader)) {
              Thread.onSpinWait();
            }
            reader.interrupt();
          });
      assertThrows(OperationCancelledException.class, in::readAllBytes);
    }
    assertTrue(Thread.interrupted());
    interrupted.await();
  }

  @Test
  void aRangeThatIsNotAnsweredInTimeIsGivenUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    fixture.http.otherwise(
        request -> {
          if (!request.header("Range").isEmpty()) {
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw new OperationCancelledException("interrupted", e);
            }
          }
          return server.answer(request);
        });
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      byte[] all = drain(in, () -> fixture.http.received.size() == 1 + begun.get());
      assertArrayEquals(CONTENT, all, "one connection after the other");
    }
    interrupted.await();
    assertEquals(4, fixture.http.received.size(), "three trials");
  }

  @Test
  void aReaderWithoutThreadsReadsThePlainStream() throws IOException {
    executor.shutdown();
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
    assertEquals(1, fixture.http.received.size());
  }
}
