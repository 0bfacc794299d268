package io.oras.tests.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.error.MissingProviderException;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.tests.registry.InProcessRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Both transports are installed. */
@EnabledIf("io.oras.tests.apache.Installed#apache")
class TransportChoiceTest {
  /** Pushes, and returns which transport's threads live while the client is open. */
  private static Set<String> threads(OrasBuilder builder) throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = builder.build()) {
      Layer layer = Layer.of(ContentSource.ofBytes("content".getBytes(StandardCharsets.UTF_8)));
      oras.push(registry.host() + "/app:v1", Artifact.of(layer));
      return Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(name -> name.contains("HttpClient") || name.contains("oras-http"))
          .map(name -> name.contains("oras-http") ? "apache" : "jdk")
          .collect(Collectors.toSet());
    }
  }

  @Test
  void priorityDecides() throws Exception {
    assertEquals(Set.of("apache"), threads(Oras.builder()));
  }

  @Test
  void nameDecidesAgainstThePriority() throws Exception {
    assertEquals(Set.of("jdk"), threads(Oras.builder().transport("jdk")));
    assertEquals(Set.of("apache"), threads(Oras.builder().transport("apache")));
  }

  @Test
  void nameThatIsNotInstalledIsAnErrorThatNamesThoseThatAre() {
    MissingProviderException e =
        assertThrows(MissingProviderException.class, () -> threads(Oras.builder().transport("x")));
    assertTrue(e.getMessage().contains("apache") && e.getMessage().contains("jdk"), e.getMessage());
  }
}
