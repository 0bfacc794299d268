package io.oras.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.Credential;
import io.oras.core.context.TestOperations;
import io.oras.core.options.RegistrySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OrasBuilderTest {
  private static final InetSocketAddress HERE = new InetSocketAddress(0);

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void wrongValueIsRefusedWhenItIsSet() {
    OrasBuilder builder = Oras.builder();
    assertEquals(
        "timeout is PT0S, expected a duration longer than zero",
        refusal(() -> builder.timeout(Duration.ZERO)));
    assertEquals(
        "responseTimeout is PT-1S, expected a duration longer than zero",
        refusal(() -> builder.responseTimeout(Duration.ofSeconds(-1))));
    assertEquals(
        "connectionsPerHost is 0, expected at least 1",
        refusal(() -> builder.connectionsPerHost(0)));
    assertEquals(
        "attempts is 0, expected at least 1", refusal(() -> builder.retry(r -> r.attempts(0))));
    assertEquals(
        "authority is 'registry.example', expected host:port, such as registry.example:443",
        refusal(() -> builder.address("registry.example", HERE)));
    for (Executable call :
        List.<Executable>of(
            () -> builder.registry("a/b", RegistrySettings.defaults()),
            () -> builder.registry("", r -> r.plainHttp(true)),
            () -> builder.credential("http://a", Credential.ANONYMOUS))) {
      assertThrows(InvalidReferenceException.class, call);
    }
  }

  @Test
  void functionChangesTheSettingsThatWereSetBefore() {
    OrasBuilder builder =
        Oras.builder()
            .registry("a.example", RegistrySettings.builder().plainHttp(true).build())
            .registry("a.example", r -> r.header("X-Tenant", "blue"))
            .retry(r -> r.attempts(2))
            .retry(r -> r.growth(3));
    assertEquals(
        RegistrySettings.builder().header("X-Tenant", "blue").plainHttp(true).build(),
        builder.settings().registries().named().get(RegistryNames.require("a.example")));
    assertEquals(2, builder.settings().retry().attempts());
    assertEquals(3, builder.settings().retry().growth());
  }

  @Test
  void listenersAddUp() {
    AtomicInteger heard = new AtomicInteger();
    OrasBuilder builder =
        Oras.builder()
            .listener(event -> heard.incrementAndGet())
            .listener(event -> heard.addAndGet(10));
    TestOperations.heardBy(builder.settings().observers().listener())
        .events()
        .warning("r.example", "careful");
    assertEquals(11, heard.get());
  }

  @Test
  void builderLooksForNoProvider() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    ClassLoader counting =
        new ClassLoader(OrasBuilderTest.class.getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) {
            lookups.incrementAndGet();
            return Collections.emptyEnumeration();
          }
        };
    Oras.builder().providersFrom(counting).transport("mine").build().close();
    assertEquals(0, lookups.get());
  }
}
