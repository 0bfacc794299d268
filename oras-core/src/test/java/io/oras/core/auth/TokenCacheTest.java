package io.oras.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
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
import java.util.List;
import java.util.Map;
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

  /** Runs two calls at once: the second starts when the first is within the token service. */
  private void twoAtOnce(Script script, Check check) throws Exception {
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
    CountDownLatch started = new CountDownLatch(1);
    Thread[] second = {Thread.currentThread()};
    Future<String> follower =
        threads.submit(
            () -> {
              second[0] = Thread.currentThread();
              started.countDown();
              return tokens.get(request, Credential.ANONYMOUS);
            });
    started.await();
    Waiting.await(SingleFlight.class, second[0]);
    check.run(leader, follower, go, calls);
  }

  private interface Script {
    Answer answer(int call);
  }

  private interface Check {
    void run(Future<String> leader, Future<String> follower, CountDownLatch go, AtomicInteger calls)
        throws Exception;
  }

  @Test
  void threadsThatNeedTheSameTokenWaitForOneRequest() throws Exception {
    twoAtOnce(
        call -> Answer.json("{\"token\":\"t" + call + "\"}"),
        (leader, follower, go, calls) -> {
          go.countDown();
          assertEquals("t1", leader.get());
          assertEquals("t1", follower.get());
          assertEquals(1, calls.get());
        });
  }

  @Test
  void aWrongPasswordIsTriedOnceForAllThatWaitAndEachGetsItsOwnException() throws Exception {
    twoAtOnce(
        call -> Answer.of(401),
        (leader, follower, go, calls) -> {
          go.countDown();
          var first = assertThrows(java.util.concurrent.ExecutionException.class, leader::get);
          var second = assertThrows(java.util.concurrent.ExecutionException.class, follower::get);
          assertInstanceOf(AuthenticationException.class, first.getCause());
          assertInstanceOf(AuthenticationException.class, second.getCause());
          assertNotSame(first.getCause(), second.getCause());
          assertEquals(1, calls.get());
        });
  }

  @Test
  void whenTheOneThatFetchesIsCancelledAnotherTakesOver() throws Exception {
    twoAtOnce(
        call -> Answer.json("{\"token\":\"t" + call + "\"}"),
        (leader, follower, go, calls) -> {
          leader.cancel(true);
          while (calls.get() < 2 && !follower.isDone()) {
            Thread.onSpinWait();
          }
          go.countDown();
          assertEquals("t2", follower.get());
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
