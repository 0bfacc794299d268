package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.OpenConnections;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is there after {@code Oras.close()} in a JVM that lives on: what was there before. */
class NothingLeftTest {
  /** The JDK's own, which serve everybody: the common pool, and what carries virtual threads. */
  private static final Pattern SHARED =
      Pattern.compile("(ForkJoinPool|VirtualThread|.*-Poller|.*Cleaner).*");

  @TempDir Path work;

  @Test
  void noThreadIsLeftWhenOrasIsClosed() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      pushAndPull(oras, registry);
      assertNotEquals(Set.of(), since(before));
    }
    for (Thread thread : since(before)) {
      thread.join();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noConnectionIsLeftWhenOrasIsClosed() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
        pushAndPull(oras, registry);
        assertNotEquals(
            List.of(), OpenConnections.to(registry), "none is kept, or they are not seen");
      }
      OpenConnections.awaitNone(registry);
    }
  }

  private void pushAndPull(Oras oras, InProcessRegistry registry) throws IOException {
    Path file = Files.writeString(work.resolve("hello.txt"), "hello");
    String name = registry.host() + "/demo:v1";
    oras.push(name, Artifact.of(Layer.of(file)));
    oras.pull(name, work.resolve("out"));
  }

  private static Set<Thread> since(Set<Thread> before) {
    Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
    now.removeAll(before);
    now.removeIf(thread -> SHARED.matcher(thread.getName()).matches());
    return now;
  }
}
