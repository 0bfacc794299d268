package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --registries-conf} and {@code --short-names}. */
class RegistriesConfTest extends CommandLineTest {
  /** The only file that {@code system} reads. */
  private void configure(String toml) throws IOException {
    environment.put(
        "CONTAINERS_REGISTRIES_CONF",
        Files.writeString(folder.resolve("registries.conf"), toml).toString());
  }

  private String mirrored(InProcessRegistry mirror) {
    return """
        [[registry]]
        location = "%s"
        [[registry.mirror]]
        location = "%s"
        """
        .formatted(registry.host(), mirror.host());
  }

  @Test
  void pullReadsTheMirrorIfTheFlagIsGiven() throws IOException {
    push("REG/hello:v1");
    try (InProcessRegistry mirror = InProcessRegistry.start()) {
      oras("cp", "REG/hello:v1", mirror.host() + "/hello:v1").lines();
      configure(mirrored(mirror));
      mirror.clear();
      oras("pull", "REG/hello:v1", "-o", "one").lines();
      assertEquals(List.of(), mirror.requests());
      registry.clear();
      oras("pull", "REG/hello:v1", "-o", "two", "--registries-conf", "system").lines();
      assertEquals(List.of(), registry.requests());
      assertEquals("bar", Files.readString(folder.resolve("two/f.txt")));
      oras("push", "REG/hello:v2", "f.txt", "--registries-conf", "system").lines();
      assertTrue(mirror.requests().stream().noneMatch(request -> request.method().equals("PUT")));
    }
  }

  @Test
  void blockedRegistryIsRefusedWithTheFileThatSaysSo() throws IOException {
    configure("[[registry]]\nlocation = \"%s\"\nblocked = true".formatted(registry.host()));
    for (String[] command :
        new String[][] {
          {"resolve", "REG/hello:v1"}, {"push", "REG/hello:v1", "f.txt"}, {"repo", "ls", "REG"}
        }) {
      String[] arguments = java.util.Arrays.copyOf(command, command.length + 2);
      arguments[command.length] = "--registries-conf";
      arguments[command.length + 1] = "system";
      String error = String.join("\n", oras(arguments).errors());
      assertTrue(error.contains("is blocked ("), error);
      assertTrue(error.contains("registries.conf"), error);
    }
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void shortNamesAreCompletedIfTheFlagIsGiven() throws IOException {
    push("REG/hello:v1");
    configure("unqualified-search-registries = [\"%s\"]".formatted(registry.host()));
    oras("pull", "hello:v1", "-o", "out", "--registries-conf", "system", "--short-names").lines();
    assertEquals("bar", Files.readString(folder.resolve("out/f.txt")));
    String error =
        String.join("\n", oras("pull", "hello:v1", "--registries-conf", "system").errors());
    assertTrue(error.contains("the registry is missing"), error);
  }

  @Test
  void fileThatDoesNotExistIsNamed() {
    String error =
        String.join(
            "\n", oras("resolve", "REG/hello:v1", "--registries-conf", "missing.conf").errors());
    assertTrue(error.contains("missing.conf: the file does not exist"), error);
  }
}
