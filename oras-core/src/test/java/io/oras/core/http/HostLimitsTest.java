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
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.Scope;
import io.oras.core.concurrent.Waiting;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class HostLimitsTest {
  private static final String URL = "https://r.example/v2/a/blobs/x";

  private final Chains chains = new Chains();
  private final ScriptedTransport ok = new ScriptedTransport(request -> Answer.of(200));

  private static FutureTask<TransportResponse> start(
      RegistryChain chain, String url, Scope... scopes) {
    return start(() -> chain.send(get(url, scopes)));
  }

  private static FutureTask<TransportResponse> start(Callable<TransportResponse> exchange) {
    var task = new FutureTask<>(exchange);
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    while (!task.isDone() && !Waiting.in(HostConcurrency.class, thread)) {
      Thread.onSpinWait();
    }
    return task;
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
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    Waiting.await(HostConcurrency.class, thread);
    thread.interrupt();
    var failure = assertThrows(ExecutionException.class, task::get);
    assertInstanceOf(OperationCancelledException.class, failure.getCause());
    first.close();
  }

  @Test
  void closingTheChainClosesTheTransport() {
    chains.over(ok).close();
    assertTrue(ok.isClosed());
  }
}
