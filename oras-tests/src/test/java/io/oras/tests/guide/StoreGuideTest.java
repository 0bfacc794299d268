package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.error.NotFoundException;
import io.oras.core.Oras;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of docs/reference/spi.md is compiled with the API alone and found by its scheme. */
class StoreGuideTest {
  private static final List<String> SOURCES =
      List.of("SharedStoreProvider.java", "SharedStore.java");

  @TempDir Path folder;

  @Test
  void pageShowsTheCodeThatIsTested() throws IOException {
    Path sources = GuideCode.sources("com.example.store");
    for (String name : SOURCES) {
      assertTrue(
          GuideCode.page("reference/spi.md").contains(Files.readString(sources.resolve(name))),
          name);
    }
  }

  @Test
  void storeIsFoundByItsScheme() throws Exception {
    Path code = Files.createDirectory(folder.resolve("code"));
    for (String name : SOURCES) {
      Files.copy(GuideCode.sources("com.example.store").resolve(name), code.resolve(name));
    }
    Path out = folder.resolve("out");
    GuideCode.compile(code, out, "--class-path", GuideCode.libraries("oras-api"));
    Path services = Files.createDirectories(out.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.oras.api.spi.ContentStoreProvider"),
        "com.example.store.SharedStoreProvider");
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {out.toUri().toURL()}, StoreGuideTest.class.getClassLoader());
        Oras oras = Oras.builder().providersFrom(loader).build()) {
      RawManifest pushed = oras.push("shared://notes#v1", Artifact.of()).manifest();
      assertEquals(pushed, oras.fetch("shared://notes#v1"));
      String layout = "oci-layout://" + folder.resolve("layout") + "#v1";
      assertEquals(pushed, oras.copy("shared://notes#v1", layout).manifest());
      assertThrows(NotFoundException.class, () -> oras.fetch("shared://other#v1"));
    }
  }
}
