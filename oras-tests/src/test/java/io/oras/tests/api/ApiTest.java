package io.oras.tests.api;

import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An in-process registry, a repository {@code team/app} in it, and a folder. */
abstract class ApiTest {
  static final MediaType CHART = new MediaType("application/vnd.example.chart.v1");
  static final MediaType SBOM = new MediaType("application/spdx+json");

  @TempDir Path dir;
  InProcessRegistry registry;
  Oras oras;
  Repository app;

  @BeforeEach
  final void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = client().build();
    app = oras.repository(registry.host() + "/team/app");
  }

  @AfterEach
  final void stop() throws IOException {
    oras.close();
    registry.close();
  }

  /** Returns a builder whose clients read nothing from the machine and never wait. */
  static OrasBuilder client() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .certificateFolders()
        .testing(t -> t.sleeper(duration -> {}));
  }

  final Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
