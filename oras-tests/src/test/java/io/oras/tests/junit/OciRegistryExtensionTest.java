package io.oras.tests.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.core.Oras;
import io.oras.tests.adapters.Suites;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;

/** Classes that use the extension, run as JUnit runs them. */
class OciRegistryExtensionTest {
  private static final List<InProcessRegistry> SEEN = new ArrayList<>();

  private static Set<String> hosts() {
    Set<String> hosts = new HashSet<>();
    SEEN.forEach(registry -> hosts.add(registry.host()));
    return hosts;
  }

  private static Map<String, TestExecutionResult> run(Class<?> tests) {
    SEEN.clear();
    return Suites.run(tests, "");
  }

  private static void assertAllPass(Map<String, TestExecutionResult> results, int count) {
    assertEquals(count, results.size());
    results.forEach(
        (test, result) ->
            assertEquals(
                TestExecutionResult.Status.SUCCESSFUL,
                result.getStatus(),
                test + ": " + result.getThrowable()));
  }

  private static void assertClosed() throws IOException {
    try (Oras oras = Oras.builder().retry(io.oras.core.options.RetryPolicy.none()).build()) {
      for (InProcessRegistry registry : SEEN) {
        assertThrows(TransportException.class, () -> oras.registry(registry.host()).ping());
      }
    }
  }

  @Test
  void everyMethodHasItsOwnRegistryWhichIsClosedAfterIt() throws IOException {
    assertAllPass(run(PerMethod.class), 2);
    assertEquals(2, hosts().size());
    assertClosed();
  }

  @OciRegistry
  static class PerMethod {
    private InProcessRegistry before;

    @BeforeEach
    void remember(InProcessRegistry registry) {
      before = registry;
      SEEN.add(registry);
    }

    @Test
    void first(InProcessRegistry registry) {
      assertSame(before, registry);
    }

    @Test
    void second(InProcessRegistry registry) {
      assertSame(before, registry);
    }
  }

  @Test
  void allMethodsOfAClassAndOfThoseInItShareOne() throws IOException {
    assertAllPass(run(PerClass.class), 3);
    assertEquals(1, hosts().size());
    assertClosed();
  }

  @OciRegistry(lifetime = OciRegistry.Lifetime.CLASS)
  static class PerClass {
    PerClass(InProcessRegistry registry) {
      SEEN.add(registry);
    }

    @BeforeAll
    static void prepare(InProcessRegistry registry) {
      SEEN.add(registry);
    }

    @Test
    void first(InProcessRegistry registry) {
      SEEN.add(registry);
    }

    @Test
    void second(InProcessRegistry registry) {
      SEEN.add(registry);
    }

    @Nested
    class Inside {
      @Test
      void third(InProcessRegistry registry) {
        SEEN.add(registry);
      }
    }
  }

  @Test
  void registryOfAMethodIsNotThatOfTheClass() {
    assertAllPass(run(Overridden.class), 2);
    assertEquals(2, hosts().size());
  }

  @OciRegistry(lifetime = OciRegistry.Lifetime.CLASS)
  static class Overridden {
    @Test
    void plain(InProcessRegistry registry) {
      SEEN.add(registry);
      assertEquals("http", registry.uri("/").getScheme());
      assertEquals(List.of(), registry.repositories());
    }

    @Test
    @OciRegistry(
        tls = true,
        quirks = RegistryQuirk.READ_ONLY,
        login = OciRegistry.Login.BASIC,
        seed = "team/hello=classpath:layouts/hello")
    void special(InProcessRegistry registry) throws IOException {
      SEEN.add(registry);
      assertEquals("https", registry.uri("/").getScheme());
      assertEquals(List.of("v1"), registry.tags("team/hello"));
      registry.check("team/hello").verify();
    }
  }

  @Test
  void registeredExtensionServesItsClass() throws IOException {
    assertAllPass(run(Registered.class), 2);
    assertEquals(1, hosts().size());
    assertClosed();
  }

  static class Registered {
    @RegisterExtension
    static final OciRegistryExtension REGISTRY =
        OciRegistryExtension.of(InProcessRegistry.builder().pageSize(2));

    @BeforeAll
    static void prepare() {
      SEEN.add(REGISTRY.registry());
    }

    @Test
    void first(InProcessRegistry registry) {
      assertSame(REGISTRY.registry(), registry);
    }

    @Test
    void second() {
      SEEN.add(REGISTRY.registry());
    }
  }

  @Test
  void extensionInAnInstanceFieldServesItsMethod() throws IOException {
    assertAllPass(run(RegisteredPerMethod.class), 2);
    assertEquals(2, hosts().size());
    assertClosed();
  }

  static class RegisteredPerMethod {
    @RegisterExtension
    final OciRegistryExtension registry = OciRegistryExtension.of(InProcessRegistry.builder());

    @Test
    void first() {
      SEEN.add(registry.registry());
    }

    @Test
    void second() {
      SEEN.add(registry.registry());
    }
  }

  @Test
  void mistakesAreNamed() {
    assertTrue(message(TooEarly.class).contains("lifetime = CLASS"));
    assertTrue(message(NoSeed.class).contains("classpath:layouts/nowhere is not there"));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> OciRegistryExtension.of(InProcessRegistry.builder()).registry());
    assertTrue(e.getMessage().contains("@RegisterExtension"), e.getMessage());
  }

  private static String message(Class<?> tests) {
    Throwable failure = Suites.failure(tests);
    assertNotNull(failure);
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString();
  }

  @OciRegistry
  static class TooEarly {
    @BeforeAll
    static void prepare(InProcessRegistry registry) {
      SEEN.add(registry);
    }

    @Test
    void never() {}
  }

  static class NoSeed {
    @Test
    @OciRegistry(seed = "a=classpath:layouts/nowhere")
    void never(InProcessRegistry registry) {
      SEEN.add(registry);
    }
  }
}
