package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.transport.TlsSettings;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.PullResult;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RegistrySettings;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The library and a client of others, with one registry that takes what others send. */
@Tag("real")
abstract class InteropTest {
  static final MediaType TEST = new MediaType("application/vnd.test");

  /** A tar without entries. */
  static final byte[] TAR = new byte[1024];

  @TempDir Path home;
  InProcessRegistry registry;
  Oras oras;

  @BeforeEach
  void start() throws IOException {
    start(false);
  }

  /** Over https, whoever does not trust {@code home/certificates/ca.crt} is not served. */
  final void start(boolean tls) throws IOException {
    registry = InProcessRegistry.builder().lengthRequired(false).tls(tls).start();
    OrasBuilder builder = Oras.builder().installedCredentials(InstalledCredentials.none());
    if (tls) {
      Path authority = Files.createDirectories(home.resolve("certificates")).resolve("ca.crt");
      Files.writeString(authority, registry.certificate());
      TlsSettings trust = TlsSettings.builder().authority(authority).build();
      builder.registry(
          registry.host(), RegistrySettings.builder().plainHttp(false).tls(trust).build());
    }
    oras = builder.build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  final String name(String rest) {
    return registry.host() + "/" + rest;
  }

  /** The URI of a layout in the home folder. */
  final String layout(String rest) {
    return "oci-layout://" + home.resolve(rest);
  }

  final Digest tag(String repository, String tag) {
    return registry.tag(repository, tag).orElseThrow();
  }

  /** What is there is {@link #artifact}, in all its parts. */
  final void assertCopied(String reference, Digest digest) throws IOException {
    Path out = Files.createTempDirectory(home, "out");
    assertEquals(digest, oras.resolve(reference).digest());
    PullResult pulled = oras.pull(reference, out);
    assertEquals(2, pulled.files().size());
    assertEquals("content", Files.readString(out.resolve("a.txt")));
    assertEquals(0, Files.size(out.resolve("empty")));
  }

  final Artifact artifact() {
    return Artifact.of(
            Layer.ofBytes("content".getBytes(StandardCharsets.UTF_8)).withTitle("a.txt"),
            Layer.ofBytes(new byte[0]).withMediaType(TEST).withTitle("empty"))
        .withType(TEST);
  }

  /** Pushes an index of two images, to which and to one of which something is attached. */
  final Digest pushIndex(String repository) throws IOException {
    List<String> architectures = List.of("amd64", "arm64");
    List<Descriptor> images = new ArrayList<>();
    for (String architecture : architectures) {
      images.add(
          oras.push(name(repository + ":" + architecture), image(architecture))
              .manifest()
              .descriptor());
    }
    IndexEditor editor = oras.open(name(repository)).newIndex();
    for (String architecture : architectures) {
      editor.add(architecture);
    }
    Digest index = editor.push("index").digest();
    for (String subject :
        List.of(":index", "@" + images.get(0).digest(), "@" + images.get(1).digest())) {
      oras.attach(
          name(repository + subject),
          Artifact.of(Layer.ofBytes(subject.getBytes(StandardCharsets.UTF_8))).withType(TEST));
    }
    return index;
  }

  private static Artifact image(String architecture) throws IOException {
    String config =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
            .formatted(architecture, Digest.of(TAR));
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(layer)) {
      gzip.write(TAR);
    }
    return Artifact.of(Layer.ofBytes(layer.toByteArray()).withMediaType(MediaType.OCI_LAYER_GZIP))
        .withConfig(
            Layer.ofBytes(config.getBytes(StandardCharsets.UTF_8))
                .withMediaType(MediaType.OCI_CONFIG));
  }
}
