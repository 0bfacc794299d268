package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTrainingTest {
  @TempDir Path folder;

  @Test
  void trainingGoesThroughPushPullAndAllElseToTheEnd() throws IOException {
    try (InProcessRegistry registry =
            InProcessRegistry.builder().auth(Auth.token("user", "secret")).start();
        InProcessRegistry secure = InProcessRegistry.builder().tls(true).start()) {
      Files.writeString(folder.resolve("ca.pem"), secure.certificate());
      StartupTraining.run(registry.host(), secure.host(), folder);
    }

    assertEquals("one", Files.readString(folder.resolve("out/one.txt")));
    assertEquals("one", Files.readString(folder.resolve("secure/one.txt")));
    assertEquals("two", Files.readString(folder.resolve("out/tree/two.txt")));
  }
}
