package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.transport.Origin;
import io.oras.auth.spi.Credential;
import io.oras.core.auth.TokenResponse.Token;
import io.oras.core.concurrent.SingleFlight;
import io.oras.core.concurrent.Waiting;
import io.oras.core.context.TestOperations;
import io.oras.core.http.Answer;
import io.oras.core.http.FakeTime;
import io.oras.core.http.ScriptedTransport;
import io.oras.core.options.Limits;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private final FakeTime time = new FakeTime();
  private final AtomicInteger issued = new AtomicInteger();
  private final ScriptedTransport transport =
      new ScriptedTransport(r -> Answer.json("{\"token\":\"t" + issued.incrementAndGet() + "\"}"));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }

  private static AuthorizationRequest request(String registry, String scopes) {
    ScopeSet set = ScopeSet.of(List.of()).with(scopes);
    return new AuthorizationRequest(
        TestOperations.silent(),
        Origin.of(URI.create("https://" + registry)),
        new Challenge("bearer", Map.of("realm", "https://auth.example/token", "service", "s")),
        CredentialCache.request(registry, set),
        set,
        RegistryResponse.of("GET", "", 401, List.of(), ""));
  }

  private TokenCache over(ScriptedTransport service) {
    return new TokenCache(
        new TokenService(
            (asked, request) -> service.send(request),
            "log in",
            Limits.defaults(),
            time,
            new SentSecrets()),
        time);
  }

  @Test
  @Tag("AUTH-18")
  void tokensAreKeptForEachRegistryCredentialAndScope() throws IOException {
    TokenCache tokens = over(transport);
    Credential bob = Credential.basic("bob", "one");
    assertEquals("t1", tokens.get(request("r.example", "repository:a:pull"), bob));
    assertEquals("t1", tokens.get(request("r.example", "repository:a:pull"), bob));
    assertEquals("t2", tokens.get(request("other.example", "repository:a:pull"), bob));
    assertEquals(
        "t3",
        tokens.get(request("r.example", "repository:a:pull"), Credential.basic("bob", "two")));
    assertEquals("t4", tokens.get(request("r.example", "repository:a:pull,push"), bob));
    assertEquals("t5", tokens.get(request("r.example", "repository:a:pull"), Credential.ANONYMOUS));
  }

  @Test
  @Tag("AUTH-13")
  void aTokenAtItsEndIsReplaced() throws IOException {
    TokenCache tokens = over(transport);
    tokens.get(request("r.example", ""), Credential.ANONYMOUS);
    time.pass(Duration.ofSeconds(49));
    assertEquals("t1", tokens.get(request("r.example", ""), Credential.ANONYMOUS));
    time.pass(Duration.ofSeconds(1));
    assertEquals("t2", tokens.get(request("r.example", ""), Credential.ANONYMOUS));
  }

  /** Runs calls at once: the others start when the first is within the token service. */
  private void atOnce(int followers, Script script, Check check) throws Exception {
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    TokenCache tokens =
        over(
            new ScriptedTransport(
                r -> {
                  int call = calls.incrementAndGet();
                  within.countDown();
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new OperationCancelledException("interrupted", e);
                  }
                  return script.answer(call);
                }));
    AuthorizationRequest request = request("r.example", "repository:a:pull");
    Future<String> leader = threads.submit(() -> tokens.get(request, Credential.ANONYMOUS));
    within.await();
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 0; i < followers; i++) {
      CompletableFuture<Thread> started = new CompletableFuture<>();
      waiting.add(
          threads.submit(
              () -> {
                started.complete(Thread.currentThread());
                return tokens.get(request, Credential.ANONYMOUS);
              }));
      Waiting.await(SingleFlight.class, started.get());
    }
    check.run(leader, waiting, go, calls);
  }

  private interface Script {
    Answer answer(int call);
  }

  private interface Check {
    void run(
        Future<String> leader,
        List<Future<String>> followers,
        CountDownLatch go,
        AtomicInteger calls)
        throws Exception;
  }

  @Test
  void threadsThatNeedTheSameTokenWaitForOneRequest() throws Exception {
    atOnce(
        1,
        call -> Answer.json("{\"token\":\"t" + call + "\"}"),
        (leader, followers, go, calls) -> {
          go.countDown();
          assertEquals("t1", leader.get());
          assertEquals("t1", followers.get(0).get());
          assertEquals(1, calls.get());
        });
  }

  @Test
  void tenThreadsThatWaitForOneFailingTokenEachGetTheirOwnException() throws Exception {
    atOnce(
        9,
        call -> Answer.of(401),
        (leader, followers, go, calls) -> {
          go.countDown();
          Set<Throwable> failures = Collections.newSetFromMap(new IdentityHashMap<>());
          failures.add(failure(leader));
          for (Future<String> follower : followers) {
            failures.add(failure(follower));
          }
          assertEquals(10, failures.size());
          assertEquals(1, calls.get(), "a wrong password is tried once");
        });
  }

  private static AuthenticationException failure(Future<String> future) {
    var failed = assertThrows(java.util.concurrent.ExecutionException.class, future::get);
    return assertInstanceOf(AuthenticationException.class, failed.getCause());
  }

  @Test
  void whenTheOneThatFetchesIsCancelledAnotherTakesOver() throws Exception {
    atOnce(
        1,
        call -> Answer.json("{\"token\":\"t" + call + "\"}"),
        (leader, followers, go, calls) -> {
          leader.cancel(true);
          while (calls.get() < 2 && !followers.get(0).isDone()) {
            Thread.onSpinWait();
          }
          go.countDown();
          assertEquals("t2", followers.get(0).get());
        });
  }

  @Test
  void theTokenIsNotShown() {
    assertFalse(new Token("s3cr3t", Instant.EPOCH).toString().contains("s3cr3t"));
  }

  @Test
  void failuresAreNotKept() throws IOException {
    TokenCache tokens =
        over(ScriptedTransport.inOrder(Answer.of(401), Answer.json("{\"token\":\"t\"}")));
    AuthorizationRequest request = request("r.example", "");
    assertThrows(AuthenticationException.class, () -> tokens.get(request, Credential.ANONYMOUS));
    assertEquals("t", tokens.get(request, Credential.ANONYMOUS));
  }
}
