package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.StoreException;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PullOptions;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All files of a pull appear, or none does and the folder is as it was. */
class PullTogetherTest {
  /** One layer after the other. */
  private static final PullOptions IN_ORDER = PullOptions.builder().concurrency(1).build();

  @TempDir Path work;
  private InProcessRegistry registry;
  private Oras oras;
  private String name;
  private Path out;

  @BeforeEach
  void push() throws IOException {
    registry = InProcessRegistry.start();
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(t -> t.sleeper(duration -> {}))
            .build();
    name = registry.host() + "/demo:v1";
    out = work.resolve("new/out");
    Path tree = Files.createDirectories(work.resolve("tree"));
    Files.writeString(tree.resolve("in tree"), "tree");
    oras.push(
        name,
        Artifact.of(
                layer("a", "first"),
                layer("sub/deep/b", "second"),
                Layer.of(tree),
                layer("same", "first"),
                layer("z", "last"))
            .withConfig(Layer.ofBytes(bytes("{}"))));
    registry.clear();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Layer layer(String title, String text) {
    return Layer.ofBytes(bytes(text)).withTitle(title);
  }

  private void breakLayer(String text) {
    registry.fault(Fault.on("GET", ".*/blobs/" + Digest.of(bytes(text))).answer(404));
  }

  /** Whichever breaks, others have come before or after it. */
  @Test
  void whenALayerFailsNothingIsLeftNotEvenTheFolder() throws IOException {
    for (String text : List.of("first", "second", "last")) {
      breakLayer(text);
      for (PullOptions options : List.of(IN_ORDER, PullOptions.defaults())) {
        assertThrows(IOException.class, () -> oras.pull(name, out, options));
        assertFalse(Files.exists(out.getParent()), () -> text + " failed, and left " + out);
      }
      registry.clearFaults();
    }
    assertTrue(
        registry.requests().stream()
            .anyMatch(r -> r.path().contains("/blobs/") && r.status() == 200),
        "some layers came");
  }

  @Test
  void whenALayerFailsWhatWasThereStaysAsItWas() throws IOException {
    Files.createDirectories(out.resolve("tree"));
    Map<String, String> before =
        Map.of("a", "mine", "same", "mine too", "tree/in tree", "mine as well", "other", "other");
    for (Map.Entry<String, String> file : before.entrySet()) {
      Files.writeString(out.resolve(file.getKey()), file.getValue());
    }
    for (String text : List.of("second", "last")) {
      breakLayer(text);
      assertThrows(IOException.class, () -> oras.pull(name, out, IN_ORDER));
      assertEquals(before, Folders.texts(out));
      assertFalse(Files.exists(out.resolve("sub")));
      registry.clearFaults();
    }
    oras.pull(name, out, IN_ORDER);
    assertEquals(
        Map.of(
            "a",
            "first",
            "same",
            "first",
            "sub/deep/b",
            "second",
            "tree/in tree",
            "tree",
            "z",
            "last",
            "other",
            "other"),
        Folders.texts(out));
  }

  @Test
  void whenTheConfigCannotGoToItsPlaceNoLayerIsLeft() {
    // A layer is there before it.
    PullOptions options =
        PullOptions.builder()
            .existing(ExistingFiles.REFUSE)
            .configFile(work.resolve("new/out/same"))
            .build();
    assertThrows(StoreException.class, () -> oras.pull(name, out, options));
    assertFalse(Files.exists(out.getParent()));
  }

  @Test
  void whenTheConfigFailsNoLayerIsLeft() {
    breakLayer("{}");
    Path config = work.resolve("configs/config.json");
    assertThrows(
        IOException.class,
        () -> oras.pull(name, out, PullOptions.builder().configFile(config).build()));
    assertFalse(Files.exists(out.getParent()));
    assertFalse(Files.exists(config.getParent()));
  }

  /** One layer's folder has a link where the other's title has a folder. */
  @Test
  void whenATitleLeadsThroughALinkOfAnotherLayerNothingIsLeft() throws IOException {
    Path tree = work.resolve("tree");
    Files.createDirectory(tree.resolve("inner"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("inner"));
    Layer folder = Layer.of(tree);
    Layer through = layer("tree/link/x", "through");
    for (Artifact artifact : List.of(Artifact.of(folder, through), Artifact.of(through, folder))) {
      oras.push(name, artifact);
      assertThrows(IOException.class, () -> oras.pull(name, out, IN_ORDER));
      assertFalse(Files.exists(out.getParent()));
    }
  }
}
