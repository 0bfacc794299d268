package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportResponse;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Tests that every {@link HttpTransport} must pass, from the view of the server. The test of an
 * adapter extends this class and creates the transport. If the transport does not support a
 * feature, the test overrides the method for the feature.
 */
public abstract class HttpTransportTck extends TransportLimits {
  /** Creates the suite. */
  protected HttpTransportTck() {}

  @Test
  void earlyCloseCutsTheConnection() throws Exception {
    try (WireServer server = new WireServer(call -> call.replyZeros(1L << 40))) {
      TransportResponse answer = get(server.uri("/"));
      assertEquals(0, answer.body().read());
      answer.close();
      assertTrue(server.sawClientGo());
      assertThrows(IOException.class, () -> answer.body().readAllBytes());
      answer.close();
    }
  }

  @Test
  void interruptWhileWaitingForTheHeadCancels() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              arrived.countDown();
              call.stall();
            })) {
      cancelledBy(arrived, () -> get(server.uri("/")));
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void interruptWhileSendingCancels() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              arrived.countDown();
              call.drain();
            })) {
      RequestBody body = new RequestBody.OneShot(new Zeros(1L << 40), 1L << 40);
      cancelledBy(arrived, () -> transport.send(request("PUT", server.uri("/"), body)));
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void interruptWhileReadingCancels() throws Exception {
    assumeTrue(readsAreInterruptible());
    CountDownLatch reading = new CountDownLatch(1);
    try (WireServer server =
        new WireServer(
            call -> {
              call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
              call.stall();
            })) {
      cancelledBy(
          reading,
          () -> {
            TransportResponse answer = get(server.uri("/"));
            reading.countDown();
            return answer.body().readAllBytes();
          });
      assertTrue(server.sawClientGo());
    }
  }

  @Test
  void closingTheTransportEndsExchangesConnectionsAndThreads() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (WireServer idle = new WireServer(call -> call.reply(200, "ok"));
        WireServer silent =
            new WireServer(
                call -> {
                  arrived.countDown();
                  call.stall();
                });
        WireServer half =
            new WireServer(
                call -> {
                  call.reply("HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                  call.stall();
                })) {
      assertEquals("ok", text(get(idle.uri("/"))));
      TransportResponse answer = get(half.uri("/"));
      Future<?> waiting = one.submit(() -> get(silent.uri("/")));
      await(arrived);
      transport.close();
      ExecutionException e =
          assertThrows(
              ExecutionException.class, () -> waiting.get(SafetyLimit.SECONDS, TimeUnit.SECONDS));
      assertInstanceOf(TransportException.class, e.getCause());
      assertThrows(TransportException.class, () -> answer.body().readAllBytes());
      assertTrue(silent.sawClientGo());
      assertTrue(!closesAtOnce() || (idle.sawClientGo() && half.sawClientGo()));
      assertThrows(TransportException.class, () -> get(idle.uri("/")));
      transport.close();
      Set<Thread> left = new HashSet<>(threads());
      left.removeAll(threadsBefore);
      assertEquals(Set.of(), left);
    } finally {
      one.shutdownNow();
    }
  }
}
