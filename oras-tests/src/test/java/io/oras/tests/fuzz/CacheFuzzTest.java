package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.OrasException;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cache whose files were changed never changes what a pull gives. */
@DisabledOnOs(OS.WINDOWS)
class CacheFuzzTest {
  private static final byte[] CONTENT = new byte[10_000];

  @TempDir Path temp;
  private InProcessRegistry registry;
  private Path victim;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    victim = Files.writeString(temp.resolve("victim"), "mine");
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      oras.push(registry.host() + "/a:v1", Artifact.of(Layer.ofBytes(CONTENT).withTitle("f")));
    }
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void pull() throws IOException {
    try (Oras oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(temp.resolve("cache"))
            .build()) {
      oras.pull(registry.host() + "/a:v1", temp.resolve("out"));
    }
  }

  private void damage(SeededRandom chance) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(temp.resolve("cache"))) {
      files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    if (files.isEmpty()) {
      return;
    }
    Path file = chance.pick(files);
    byte[] content = Files.readAllBytes(file);
    switch (chance.below(6)) {
      case 0 -> Files.delete(file);
      case 1 -> {
        Files.delete(file);
        Files.createSymbolicLink(file, victim);
      }
      case 2 -> {
        Files.delete(file);
        Files.createDirectories(file.resolve(chance.pick("", "x")));
      }
      default -> Files.write(file, chance.mutated(content, "{", "}", "[", "\"", "null", "sha256:"));
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void aDamagedCacheChangesNothing() {
    PropertyRunner.check(
        "hostile-cache",
        100,
        chance -> {
          remove(temp.resolve("cache"));
          remove(temp.resolve("out"));
          pull();
          for (int more = chance.between(1, 3); more > 0; more--) {
            damage(chance);
          }
          remove(temp.resolve("out"));
          try {
            pull();
          } catch (OrasException e) {
            // A blob in it that proves broken while it is read is removed: the next pull has it.
            pull();
          }
          assertArrayEquals(CONTENT, Files.readAllBytes(temp.resolve("out/f")));
          assertEquals("mine", Files.readString(victim));
        });
  }
}
