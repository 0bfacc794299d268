package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.MissingProviderException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example in the Javadoc of {@code CompressionProvider} compresses and decompresses folders.
 */
class CompressionGuideTest {
  private static final MediaType DEFLATE = new MediaType("application/vnd.example.tar+deflate");

  @TempDir Path folder;

  /** Compiles the example with the API alone, and declares it. */
  private Path compileExample() throws IOException {
    String javadoc =
        GuideCode.page("../oras-api/src/main/java/io/oras/api/spi/CompressionProvider.java");
    String example =
        javadoc
            .substring(javadoc.indexOf("<pre>{@code") + 11, javadoc.indexOf("}</pre>"))
            .replaceAll("(?m)^ \\* ?", "");
    Path code = Files.createDirectory(folder.resolve("code"));
    Files.writeString(
        code.resolve("DeflateProvider.java"),
        "package com.example.deflate; import io.oras.api.spi.CompressionProvider; import java.io.*;"
            + example);
    Path out = folder.resolve("classes");
    GuideCode.compile(code, out, "--class-path", GuideCode.libraries("oras-api"));
    Path services = Files.createDirectories(out.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.oras.api.spi.CompressionProvider"),
        "com.example.deflate.DeflateProvider");
    return out;
  }

  @Test
  void folderIsCompressedByTheProviderThatItsMediaTypeNames() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<h1>Hello</h1>".repeat(1000));
    URL[] classes = {compileExample().toUri().toURL()};
    try (URLClassLoader loader =
            new URLClassLoader(classes, CompressionGuideTest.class.getClassLoader());
        Oras oras =
            Oras.builder()
                .installedCredentials(InstalledCredentials.none())
                .providersFrom(loader)
                .build();
        Repository layout = oras.layout(folder.resolve("layout"))) {
      Artifact artifact = Artifact.of(Layer.of(site).withMediaType(DEFLATE));
      Descriptor layer = layout.push("v1", artifact).manifest().layers().get(0);
      assertEquals(DEFLATE, layer.mediaType());
      try (InputStream tar =
          new InflaterInputStream(new ByteArrayInputStream(layout.blobs().read(layer)))) {
        assertTrue(tar.readAllBytes().length > 14_000);
      }

      layout.pull("v1", folder.resolve("out"));
      assertEquals(
          Files.readString(site.resolve("index.html")),
          Files.readString(folder.resolve("out/site/index.html")));
      try (InputStream file = layout.blobs().openEntry(layer, "site/index.html")) {
        assertEquals('<', file.read());
      }
    }
    pushAndPullWithoutTheProvider(site);
  }

  private void pushAndPullWithoutTheProvider(Path site) throws IOException {
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
        Repository layout = oras.layout(folder.resolve("layout"))) {
      Artifact artifact = Artifact.of(Layer.of(site).withMediaType(DEFLATE));
      for (MissingProviderException e :
          new MissingProviderException[] {
            Assertions.assertThrows(
                MissingProviderException.class, () -> layout.push("v2", artifact)),
            Assertions.assertThrows(
                MissingProviderException.class, () -> layout.pull("v1", folder.resolve("none")))
          }) {
        assertTrue(
            e.getMessage().startsWith("no CompressionProvider for 'deflate' is installed"),
            e.getMessage());
      }
    }
  }
}
