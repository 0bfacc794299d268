package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.error.NotFoundException;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.PullResult.PulledFile;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pull from the in-process registry returns the files that were pushed. */
class RoundTripTest {
  @TempDir Path work;
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private String name(String tag) {
    return registry.host() + "/demo/files:" + tag;
  }

  private Layer file(String name, String text) throws IOException {
    Path file = work.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    return Layer.of(Files.writeString(file, text)).withTitle(name);
  }

  @Test
  void filesComeBackUnderTheirNamesEmptyOnesAndUnicodeOnesToo() throws IOException {
    Artifact artifact =
        Artifact.of(
            file("empty", ""), file("Ünï/日本 語 🎈.txt", "Grüße"), file("plain.txt", "plain"));
    RawManifest pushed = oras.push(name("v1"), artifact).manifest();

    PullResult pulled = oras.pull(name("v1"), work.resolve("out"));

    assertEquals(
        Map.of("empty", "", "Ünï/日本 語 🎈.txt", "Grüße", "plain.txt", "plain"),
        Folders.texts(work.resolve("out")));
    assertEquals(pushed, pulled.manifest());
    assertEquals(
        Stream.of("empty", "Ünï/日本 語 🎈.txt", "plain.txt")
            .map(work.resolve("out").toAbsolutePath()::resolve)
            .toList(),
        pulled.files().stream().map(PulledFile::path).toList());
  }

  @Test
  void aManifestOfTenThousandLayersGoesThereAndBack() throws IOException {
    Layer[] layers = new Layer[10_000];
    for (int i = 0; i < layers.length; i++) {
      // A hundred contents: the number of layers is what is tried here.
      byte[] content = Integer.toString(i % 100).getBytes(StandardCharsets.UTF_8);
      layers[i] = Layer.ofBytes(content).withTitle("file" + i);
    }
    oras.push(name("many"), Artifact.of(layers));

    PullResult pulled = oras.pull(name("many"), work.resolve("out"));

    assertEquals(layers.length, pulled.files().size());
    Map<String, String> texts = Folders.texts(work.resolve("out"));
    assertEquals(layers.length, texts.size());
    assertEquals("77", texts.get("file9977"));
  }

  @Test
  void twoNamesOfOneContentAreTwoFilesAndOneBlob() throws IOException {
    oras.push(name("twins"), Artifact.of(file("a.txt", "same"), file("b.txt", "same")));
    long uploads =
        registry.requests().stream()
            .filter(r -> r.method().equals("PUT") && r.path().contains("/blobs/uploads/"))
            .count();

    oras.pull(name("twins"), work.resolve("out"));

    assertEquals(Map.of("a.txt", "same", "b.txt", "same"), Folders.texts(work.resolve("out")));
    assertEquals(2, uploads, "one for the layer, one for the config");
  }

  @Test
  void aStreamOfUnknownLengthIsReadOnceAndPushedWhole() throws IOException {
    OncePerByte stream = new OncePerByte(300_000);
    oras.push(name("stream"), Artifact.of(Layer.ofStream(stream).withTitle("stream.bin")));

    oras.pull(name("stream"), work.resolve("out"));

    assertEquals(300_000, stream.read);
    assertEquals(1, stream.closed);
    byte[] out = Files.readAllBytes(work.resolve("out/stream.bin"));
    assertArrayEquals(new OncePerByte(300_000).readAllBytes(), out);
  }

  @Test
  void anArtifactGoesToALayoutAndBackByteForByte() throws IOException {
    RawManifest pushed =
        oras.push(
                name("v1"),
                Artifact.of(file("a.txt", "a"), file("b.txt", ""))
                    .withAnnotations(Map.of("org.example.note", "kept as it is: é")))
            .manifest();
    String layout = "oci-layout://" + work.resolve("layout").toUri().getRawPath() + "#v1";
    String back = registry.host() + "/demo/copies:v1";

    assertEquals(pushed, oras.copy(name("v1"), layout).manifest());
    assertEquals(pushed, oras.copy(layout, back).manifest());

    assertArrayEquals(
        pushed.bytes(),
        registry.manifest("demo/copies", pushed.descriptor().digest()).orElseThrow());
    oras.pull(back, work.resolve("out"));
    assertEquals(Map.of("a.txt", "a", "b.txt", ""), Folders.texts(work.resolve("out")));
  }

  @Test
  void aNameIsResolvedAndFetchedByTagAndByDigest() throws IOException {
    RawManifest pushed = oras.push(name("v1"), Artifact.of(file("a.txt", "a"))).manifest();
    String byDigest = registry.host() + "/demo/files@" + pushed.descriptor().digest();

    assertEquals(pushed.descriptor().digest(), oras.resolve(name("v1")).digest());
    assertEquals(pushed.descriptor().digest(), oras.resolve(byDigest).digest());
    assertArrayEquals(pushed.bytes(), oras.fetch(name("v1")).bytes());
    assertArrayEquals(pushed.bytes(), oras.fetch(byDigest).bytes());
    NotFoundException missing =
        assertThrows(NotFoundException.class, () -> oras.resolve(name("v2")));
    assertEquals(true, missing.getMessage().contains("v2"), missing.getMessage());
  }

  @Test
  void aPushWithoutTagIsFoundByItsDigestAlone() throws IOException {
    RawManifest pushed =
        oras.push(registry.host() + "/demo/files", Artifact.of(file("a.txt", "untagged")))
            .manifest();

    oras.pull(registry.host() + "/demo/files@" + pushed.descriptor().digest(), work.resolve("out"));

    assertEquals(Map.of("a.txt", "untagged"), Folders.texts(work.resolve("out")));
    assertEquals(List.of(), registry.tags("demo/files"));
  }

  @Test
  void tagsComeOnAllPages() throws IOException {
    try (InProcessRegistry paged = InProcessRegistry.builder().pageSize(2).start()) {
      String repository = paged.host() + "/demo/tags";
      for (String tag : List.of("a", "b", "c", "d", "e")) {
        oras.push(repository + ":" + tag, Artifact.of(file("a.txt", "a")));
      }
      assertEquals(List.of("a", "b", "c", "d", "e"), oras.tags(repository));
    }
  }

  @Test
  void aRegistryIsCopiedToAnother() throws IOException {
    try (InProcessRegistry other = InProcessRegistry.start()) {
      RawManifest pushed = oras.push(name("v1"), Artifact.of(file("a.txt", "a"))).manifest();

      oras.copy(name("v1"), other.host() + "/mirror:v1");

      assertEquals(pushed.descriptor().digest(), other.tag("mirror", "v1").orElseThrow());
    }
  }

  /** Counts what is read of it, so that a second pass would be seen. */
  private static final class OncePerByte extends InputStream {
    private final InputStream bytes;
    private int read;
    private int closed;

    OncePerByte(int length) {
      byte[] half = "0123456789".repeat(length / 20).getBytes(StandardCharsets.UTF_8);
      bytes =
          new SequenceInputStream(
              new ByteArrayInputStream(half), new ByteArrayInputStream(half.clone()));
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      read += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int count = bytes.read(to, from, length);
      read += Math.max(count, 0);
      return count;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
