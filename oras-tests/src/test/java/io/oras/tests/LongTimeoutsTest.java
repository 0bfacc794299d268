package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.tests.registry.InProcessRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongTimeoutsTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  @TempDir Path folder;

  @Test
  void timeoutsMayBeAsLongAsADurationCanBe() throws Exception {
    Path file = Files.write(folder.resolve("data.bin"), new byte[100_000]);
    try (InProcessRegistry registry = InProcessRegistry.builder().start();
        Oras oras =
            Oras.builder()
                .connectTimeout(FOREVER)
                .responseTimeout(FOREVER)
                .idleTimeout(FOREVER)
                .build()) {
      String name = registry.host() + "/team/app:v1";
      oras.push(name, Artifact.of(Layer.of(file)));
      Path there = folder.resolve("there");
      oras.pull(name, there);
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(there.resolve("data.bin")));
    }
  }
}
