package io.oras.auth.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.CredentialException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialProvidersTest {
  private static final CredentialRequest REQUEST = CredentialRequest.of("registry.example");
  private static final Credential ANN = Credential.basic("ann", "s3cret");

  @Test
  void staticCredentialIsForItsRegistryAlone() throws IOException {
    CredentialProvider provider = CredentialProviders.of("Registry.Example", ANN);
    assertEquals(Optional.of(ANN), provider.find(REQUEST));
    assertEquals(Optional.empty(), provider.find(CredentialRequest.of("registry.example:5000")));
    assertEquals(Optional.empty(), provider.find(CredentialRequest.of("evil.example")));
  }

  @Test
  void allNamesOfDockerHubAreOneRegistry() throws IOException {
    CredentialProvider provider = CredentialProviders.of("docker.io", ANN);
    for (String name : List.of("docker.io", "index.docker.io", "registry-1.docker.io")) {
      assertEquals(Optional.of(ANN), provider.find(CredentialRequest.of(name)), name);
    }
  }

  private static Environment environment(Map<String, String> variables) {
    return Environment.of(variables, Path.of("home"), "Linux");
  }

  @Test
  void environmentGivesUserAndPassword() throws IOException {
    CredentialProvider provider =
        CredentialProviders.environment(
            environment(Map.of("ORAS_USER", "ann", "ORAS_PASS", "s3cret")));
    BasicCredential found = (BasicCredential) provider.find(REQUEST).orElseThrow();
    assertEquals("ann", found.user());
    assertEquals("s3cret", found.password());
    CredentialProvider bound = CredentialProviders.forRegistry("registry.example", provider);
    assertTrue(bound.find(REQUEST).isPresent());
    assertFalse(bound.find(CredentialRequest.of("other.example")).isPresent());
    assertTrue(bound.boundToRegistries().find(REQUEST).isPresent());
    assertFalse(provider.boundToRegistries().find(REQUEST).isPresent());
  }

  @Test
  void environmentWithoutVariablesKnowsNothing() throws IOException {
    CredentialProvider provider =
        CredentialProviders.environment(environment(Map.of("ORAS_USER", "")));
    assertEquals(Optional.empty(), provider.find(REQUEST));
  }

  @Test
  void halfAnEnvironmentIsAnErrorThatNamesTheMissingVariable() {
    CredentialProvider provider =
        CredentialProviders.environment(environment(Map.of("ORAS_PASS", "s3cret")));
    CredentialException e = assertThrows(CredentialException.class, () -> provider.find(REQUEST));
    assertEquals("ORAS_PASS is set and ORAS_USER is not: set both or none", e.getMessage());
  }

  @Test
  void chainAsksInOrderUntilOneKnows() throws IOException {
    List<String> asked = new ArrayList<>();
    CredentialProvider chain =
        CredentialProviders.chain(
            recording("a", asked, Optional.empty()),
            recording("b", asked, Optional.of(ANN)),
            recording("c", asked, Optional.of(Credential.ANONYMOUS)));
    assertEquals(Optional.of(ANN), chain.find(REQUEST));
    assertEquals(List.of("a", "b"), asked);
    assertEquals("chain(a, b, c)", chain.name());
  }

  @Test
  void errorEndsTheChain() {
    CredentialProvider chain =
        CredentialProviders.chain(
            request -> {
              throw new CredentialException("the vault is closed");
            },
            CredentialProviders.of("registry.example", ANN));
    CredentialException e = assertThrows(CredentialException.class, () -> chain.find(REQUEST));
    assertEquals("the vault is closed", e.getMessage());
  }

  @Test
  void cacheAsksAgainOnlyAfterItsTime() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource source = now::get;
    CredentialProvider cached =
        CredentialProviders.cached(
            counting(asked), Duration.ofMinutes(5), source.withZone(ZoneOffset.UTC));
    cached.find(REQUEST);
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(5)).minusMillis(1));
    cached.find(REQUEST);
    assertEquals(1, asked.get());
    now.set(now.get().plusMillis(1));
    cached.find(REQUEST);
    assertEquals(2, asked.get());
    cached.find(CredentialRequest.of("other.example"));
    assertEquals(3, asked.get());
  }

  @Test
  void cacheKeepsNoErrors() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider cached =
        CredentialProviders.cached(
            request -> {
              if (asked.incrementAndGet() == 1) {
                throw new CredentialException("try again");
              }
              return Optional.of(ANN);
            },
            Duration.ofHours(1));
    assertThrows(CredentialException.class, () -> cached.find(REQUEST));
    assertEquals(Optional.of(ANN), cached.find(REQUEST));
  }

  @Test
  void cacheForgetsACredentialThatARegistryRefused() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider cached = CredentialProviders.cached(counting(asked), Duration.ofHours(1));
    cached.find(REQUEST);
    cached.refused(REQUEST, Credential.basic("ann", "an older one"));
    cached.find(REQUEST);
    assertEquals(1, asked.get());
    cached.refused(REQUEST, Credential.basic("ann", "s3cret"));
    cached.find(REQUEST);
    assertEquals(2, asked.get());
  }

  static Stream<UnaryOperator<CredentialProvider>> wrappers() {
    return Stream.of(
        provider -> CredentialProviders.named("mine", provider),
        provider -> CredentialProviders.forRegistry("registry.example", provider),
        CredentialProviders::chain,
        provider -> CredentialProviders.cached(provider, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void wrappersTellTheWrappedProviderOfARefusal(UnaryOperator<CredentialProvider> wrapper)
      throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider wrapped =
        wrapper.apply(CredentialProviders.cached(counting(asked), Duration.ofHours(1)));
    assertTrue(wrapped.caches());
    wrapped.find(REQUEST);
    wrapped.refused(REQUEST, ANN);
    wrapped.find(REQUEST);
    assertEquals(2, asked.get());
  }

  @Test
  void chainWithACacheAsksTheOthersOnceToo() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider chain =
        CredentialProviders.chain(
            CredentialProviders.cached(request -> Optional.empty(), Duration.ofHours(1)),
            counting(asked));
    chain.find(REQUEST);
    chain.find(REQUEST);
    assertEquals(1, asked.get());
  }

  @Test
  void sixteenThreadsAskOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider cached = CredentialProviders.cached(counting(asked), Duration.ofHours(1));
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Optional<Credential>>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(() -> cached.find(REQUEST));
      }
      for (Future<Optional<Credential>> future : pool.invokeAll(calls)) {
        assertEquals(Optional.of(ANN), future.get());
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(1, asked.get());
  }

  @Test
  void interruptedCallerOfTheCacheIsCancelled() {
    CredentialProvider cached =
        CredentialProviders.cached(r -> Optional.of(ANN), Duration.ofHours(1));
    Thread.currentThread().interrupt();
    assertThrows(OperationCancelledException.class, () -> cached.find(REQUEST));
    assertTrue(Thread.interrupted());
  }

  @Test
  void cacheWithoutLifetimeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CredentialProviders.cached(r -> Optional.empty(), Duration.ZERO));
  }

  private static CredentialProvider recording(
      String name, List<String> asked, Optional<Credential> answer) {
    return CredentialProviders.named(
        name,
        request -> {
          asked.add(name);
          return answer;
        });
  }

  private static CredentialProvider counting(AtomicInteger asked) {
    return request -> {
      asked.incrementAndGet();
      return Optional.of(ANN);
    };
  }
}
