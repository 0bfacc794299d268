package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryMainTest {
  @TempDir Path folder;

  @Test
  void processServesAFolderUntilItIsEnded() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RegistryMain.class.getName(),
                "0",
                "--token",
                "ann",
                "secret",
                "--folder",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String host = out.readLine();
      try (Oras oras = Oras.builder().credential(host, Credential.basic("ann", "secret")).build()) {
        oras.push(host + "/team/app:v1", Artifact.of());
      }
      assertTrue(process.isAlive());
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertTrue(Files.exists(folder.resolve("team/app/oci-layout")));
  }

  @Test
  void optionsMakeTheRegistryThatTheySay() throws Exception {
    try (InProcessRegistry registry =
        RegistryMain.builder("--profile", "nexus", "--read-only", "--tls").start()) {
      assertEquals("https", registry.uri("/").getScheme());
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RegistryMain.builder("--port"));
    assertTrue(e.getMessage().contains("'--port'"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> RegistryMain.builder("--folder"));
  }
}
