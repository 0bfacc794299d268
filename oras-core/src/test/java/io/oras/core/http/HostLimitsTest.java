package io.oras.core.http;

import static io.oras.core.http.Chains.PULL;
import static io.oras.core.http.Chains.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.Scope;
import io.oras.core.concurrent.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostLimitsTest {
  private static final String URL = "https://r.example/v2/a/blobs/x";
  private static final String A = "https://a.example/x";
  private static final String B = "https://b.example/x";

  private final Chains chains = new Chains();
  private final ScriptedTransport ok = new ScriptedTransport(request -> Answer.of(200));

  private static FutureTask<TransportResponse> start(
      RegistryChain chain, String url, Scope... scopes) {
    return start(() -> chain.send(get(url, scopes)));
  }

  /** Starts an exchange, and returns when it has a response or waits for a permit. */
  private static FutureTask<TransportResponse> start(Callable<TransportResponse> exchange) {
    var task = new FutureTask<>(exchange);
    var thread = startThread(task);
    while (!task.isDone() && !Waiting.in(HostConcurrency.class, thread)) {
      Thread.onSpinWait();
    }
    return task;
  }

  private static Thread startThread(Runnable task) {
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void anExchangeWaitsUntilAnAnswerIsClosed() throws Exception {
    chains.perHost = 1;
    var chain = chains.over(ok);
    var first = chain.send(get(URL));
    var second = start(chain, URL);
    assertEquals(1, ok.requests().size());
    first.close();
    first.close();
    second.get();
    assertEquals(2, ok.requests().size());
    // Closing twice gave back one permit, not two.
    var third = start(chain, URL);
    assertFalse(third.isDone());
    second.get().close();
    third.get().close();
  }

  @Test
  void anotherHostHasItsOwnLimit() throws IOException, InterruptedException, ExecutionException {
    chains.perHost = 1;
    var chain = chains.over(ok);
    var first = chain.send(get(URL));
    start(chain, "https://other.example/x").get().close();
    first.close();
  }

  @Test
  void aCopyThatReadsWhileItSendsToTheSameHostDoesNotWaitForItself() throws IOException {
    chains.perHost = 1;
    var chain = chains.over(ok);
    try (TransportResponse reading = chain.send(get(URL));
        TransportResponse writing = chain.send(Chains.request("PUT", URL))) {
      assertEquals(reading.status(), writing.status());
    }
  }

  @Test
  void aSpareRequestIsSentOnlyWhereAConnectionIsFree() throws Exception {
    chains.perHost = 1;
    var chain = chains.over(ok);
    var first = chain.send(get(URL));
    var optional = start(() -> chain.send(get(URL).optional()));
    assertInstanceOf(
        TransportException.class, assertThrows(ExecutionException.class, optional::get).getCause());
    assertEquals(1, ok.requests().size());
    first.close();
    start(() -> chain.send(get(URL).optional())).get().close();
    assertEquals(2, ok.requests().size());
  }

  @Test
  void aTokenServiceOnTheSameHostIsReachedWhileAllPermitsAreHeld() throws Exception {
    chains.perHost = 1;
    var transport =
        new ScriptedTransport(
            request ->
                request.uri().getPath().equals("/token")
                    ? Answer.json("{\"token\":\"t\"}")
                    : request.headers().first("Authorization").isPresent()
                        ? Answer.of(200)
                        : Answer.challenge("Bearer realm=\"/token\",service=\"s\""));
    var chain = chains.over(transport);
    var holding = chain.send(get(URL, PULL));
    assertEquals(200, holding.status());
    var other = start(chain, URL, Scope.repository("b", "pull"));
    // Whoever holds the permit may be waiting for this very token.
    assertEquals(
        "GET https://r.example/token?service=s&scope=repository:b:pull",
        transport.lines().get(transport.lines().size() - 1));
    assertFalse(other.isDone());
    holding.close();
    other.get().close();
    assertEquals(0, transport.open());
  }

  @Test
  void anExchangeThatFailsGivesItsPermitBack() throws IOException {
    chains.perHost = 1;
    int[] n = {0};
    var transport =
        new ScriptedTransport(
            request -> {
              if (n[0]++ == 0) {
                throw new TransportException(TransportException.Kind.PERMANENT, "no", null);
              }
              return Answer.of(200);
            });
    var chain = chains.over(transport);
    assertThrows(TransportException.class, () -> chain.send(get(URL)));
    chain.send(get(URL)).close();
  }

  @Test
  void aThreadThatWaitsCanBeInterrupted() throws Exception {
    chains.perHost = 1;
    var chain = chains.over(ok);
    var first = chain.send(get(URL));
    var task = new FutureTask<>(() -> chain.send(get(URL)));
    var thread = startThread(task);
    Waiting.await(HostConcurrency.class, thread);
    thread.interrupt();
    var failure = assertThrows(ExecutionException.class, task::get);
    assertInstanceOf(OperationCancelledException.class, failure.getCause());
    first.close();
  }

  /** Answers the first request of the path with 503. */
  private static ScriptedTransport refusingOnce(String path, ScriptedTransport.Script then) {
    var refused = new AtomicBoolean();
    return new ScriptedTransport(
        request ->
            request.uri().getPath().equals(path) && !refused.getAndSet(true)
                ? Answer.of(503)
                : then.answer(request));
  }

  @Test
  void aRefusalBesideOpenResponsesStopsNoOtherRequest() throws Exception {
    chains.perHost = 32;
    var chain = chains.over(refusingOnce("/busy", request -> Answer.of(200)));
    List<TransportResponse> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(start(chain, URL).get());
    }
    var refused = start(chain, "https://r.example/busy");
    assertTrue(refused.isDone(), "the request is repeated");
    var other = start(chain, URL);
    assertTrue(other.isDone(), "others are sent");
    open.add(refused.get());
    open.add(other.get());
    assertEquals(
        List.of(200, 200, 200, 200, 200, 200),
        open.stream().map(TransportResponse::status).toList());
    open.forEach(TransportResponse::close);
  }

  /** Holds requests of one path until they may be answered. */
  private static final class HeldAnswer implements ScriptedTransport.Script {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Override
    public Answer answer(TransportRequest request) {
      if (request.uri().getPath().equals("/slow")) {
        arrived.countDown();
        try {
          mayAnswer.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return Answer.of(200);
    }
  }

  private static FutureTask<TransportResponse> startUntil(
      CountDownLatch state, Callable<TransportResponse> exchange) throws InterruptedException {
    var task = new FutureTask<>(exchange);
    startThread(task);
    state.await();
    return task;
  }

  @Test
  void afterARefusalRequestsWaitForTheHeadOfOthersAndNotForTheirBodies() throws Exception {
    var held = new HeldAnswer();
    var chain = chains.over(refusingOnce("/busy", held));
    chain.send(get("https://r.example/busy").optional()).close();
    var slow = startUntil(held.arrived, () -> chain.send(get("https://r.example/slow")));
    var next = start(chain, URL);
    assertFalse(next.isDone());
    held.mayAnswer.countDown();
    next.get().close();
    slow.get().close();
  }

  @Test
  void aRequestThatNobodyWaitsForGoesBeyondTheLimit() throws Exception {
    chains.perHost = 1;
    var chain = chains.over(ok);
    var first = chain.send(get(URL));
    var cancel = start(() -> chain.send(Chains.request("DELETE", URL).atOnce()));
    assertTrue(cancel.isDone());
    cancel.get().close();
    var next = start(chain, URL);
    assertFalse(next.isDone(), "it has not given back what it did not have");
    first.close();
    next.get().close();
  }

  /** Reads from the source while an exchange with a destination is open, as copies do. */
  private static TransportResponse copy(
      RegistryChain chain, int destination, String path, List<TransportResponse> open)
      throws IOException {
    open.add(chain.send(Chains.request("PUT", "https://d" + destination + ".example/x")));
    return chain.send(get("https://source.example" + path));
  }

  @Test
  void copiesToSeveralHostsShareTheLimitOfTheirSource() throws Exception {
    chains.perHost = 2;
    var chain = chains.over(ok);
    List<TransportResponse> open = new CopyOnWriteArrayList<>();
    var first = start(() -> copy(chain, 1, "/x", open));
    var second = start(() -> copy(chain, 2, "/x", open));
    var third = start(() -> copy(chain, 3, "/x", open));
    second.get();
    assertFalse(third.isDone());
    first.get().close();
    third.get().close();
    second.get().close();
    open.forEach(TransportResponse::close);
  }

  @Test
  void copiesHeedTheRefusalsOfTheirSource() throws Exception {
    var held = new HeldAnswer();
    var chain = chains.over(refusingOnce("/busy", held));
    List<TransportResponse> open = new CopyOnWriteArrayList<>();
    chain.send(get("https://source.example/busy").optional()).close();
    var slow = startUntil(held.arrived, () -> copy(chain, 1, "/slow", open));
    var next = start(() -> copy(chain, 2, "/x", open));
    assertFalse(next.isDone());
    held.mayAnswer.countDown();
    next.get().close();
    slow.get().close();
    open.forEach(TransportResponse::close);
  }

  @Test
  void copiesInOppositeDirectionsDoNotWaitForEachOther() throws Exception {
    chains.perHost = 1;
    var bothRun = new CyclicBarrier(2);
    var chain = new AtomicReference<RegistryChain>();
    var transport =
        new ScriptedTransport(
            request -> {
              if (request.method().equals("PUT")) {
                try {
                  bothRun.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                  throw new IllegalStateException(e);
                }
                // The content of the PUT.
                chain.get().send(get(request.uri().toString().equals(A) ? B : A)).close();
              }
              return Answer.of(201);
            });
    chain.set(chains.over(transport));
    var toA = new FutureTask<>(() -> chain.get().send(Chains.request("PUT", A)));
    var toB = new FutureTask<>(() -> chain.get().send(Chains.request("PUT", B)));
    startThread(toA);
    startThread(toB);
    toA.get().close();
    toB.get().close();
    assertEquals(4, transport.requests().size());
  }

  @Test
  void closingTheChainClosesTheTransport() {
    chains.over(ok).close();
    assertTrue(ok.isClosed());
  }
}
