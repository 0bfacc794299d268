package io.oras.tests.parity;

import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry for each test, a client without credentials, and a folder to work in. */
abstract class WithRegistry {
  @TempDir Path work;
  InProcessRegistry registry;
  Oras oras;

  @BeforeEach
  final void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  }

  @AfterEach
  final void stop() throws IOException {
    oras.close();
    registry.close();
  }

  /** The repository {@code demo}, and what follows. */
  final String demo(String rest) {
    return registry.host() + "/demo" + rest;
  }
}
