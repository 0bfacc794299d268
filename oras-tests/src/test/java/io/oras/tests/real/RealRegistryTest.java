package io.oras.tests.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The library against registries as people run them. */
@Tag("real")
@ParameterizedClass
@EnumSource
class RealRegistryTest {
  private static final MediaType KIND = new MediaType("application/vnd.test");
  private static final int MIB = 1 << 20;

  @Parameter RegistryProgram program;
  @TempDir Path temp;

  private final List<BlobSkipped> skipped = new CopyOnWriteArrayList<>();
  private RealRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = RealRegistry.start(program, temp);
    oras = builder().build();
  }

  @AfterEach
  void close() throws IOException {
    if (registry != null) {
      oras.close();
      registry.close();
    }
  }

  private OrasBuilder builder() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .listener(
            event -> {
              if (event instanceof BlobSkipped skip) {
                skipped.add(skip);
              }
            });
  }

  private String name(String rest) {
    return registry.host() + "/" + rest;
  }

  private Repository repository(String path) {
    return oras.repository(name(path));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Artifact artifact(String content) {
    return Artifact.of(Layer.ofBytes(content.getBytes(StandardCharsets.UTF_8)).withTitle("f.txt"))
        .withType(KIND);
  }

  private List<String> tags(String repository) throws IOException {
    return oras.tags(name(repository));
  }

  @Test
  void filesComeBackEqual() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("in"));
    byte[] block = bytes(MIB);
    Path big = folder.resolve("big.bin");
    try (OutputStream out = Files.newOutputStream(big)) {
      for (int i = 0; i < 300; i++) {
        block[i] ^= 1;
        out.write(block);
      }
    }
    List<Path> files =
        List.of(
            Files.createFile(folder.resolve("empty")),
            big,
            Files.writeString(folder.resolve("Ünï 日本語 🎈.txt"), "Grüße"));
    oras.push(
        name("demo/files:v1"), Artifact.of(files.stream().map(Layer::of).toArray(Layer[]::new)));

    oras.pull(name("demo/files:v1"), temp.resolve("out"));

    for (Path file : files) {
      assertEquals(
          -1, Files.mismatch(file, temp.resolve("out").resolve(file.getFileName())), "" + file);
    }
  }

  @Test
  void aCopyToALayoutAndBackKeepsAllDigests() throws IOException {
    RawManifest pushed = oras.push(name("a:v1"), artifact("content")).manifest();
    Descriptor referrer = oras.attach(name("a:v1"), artifact("signature")).manifest().descriptor();
    String layout = "oci-layout://" + temp.resolve("layout") + "#v1";
    CopyOptions all = CopyOptions.builder().includeReferrers(true).build();

    RawManifest there = oras.copy(name("a:v1"), layout, all).manifest();
    RawManifest back = oras.copy(layout, name("b:v1"), all).manifest();

    assertEquals(pushed, there);
    assertEquals(pushed, back);
    assertEquals(pushed, oras.fetch(name("b:v1")));
    assertEquals(
        List.of(referrer.digest()),
        oras.discover(name("b:v1")).flatten().stream().map(Descriptor::digest).toList());
  }

  @Test
  void contentThatChangedOnTheRegistrysDiskFailsThePullAndLeavesNoFile() throws IOException {
    byte[] content = bytes(3 * MIB);
    Digest digest = Digest.of(content);
    oras.push(name("a:v1"), Artifact.of(Layer.ofBytes(content).withTitle("big.bin")));
    Path file = registry.file(digest);
    content[MIB] ^= 1;
    Files.write(file, content);

    ContentVerificationException e =
        assertThrows(
            ContentVerificationException.class, () -> oras.pull(name("a:v1"), temp.resolve("out")));

    assertTrue(e.getMessage().contains(digest.toString()), e.getMessage());
    assertEquals(List.of(), files(temp.resolve("out")));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void allWaysToUploadEndWithTheSameBlob() throws IOException {
    byte[] content = bytes(5 * MIB + 1);
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, content);
    for (UploadMethod way :
        List.of(
            UploadMethod.monolithic(), UploadMethod.wholePatch(), UploadMethod.chunked(2 * MIB))) {
      RegistrySettings settings = RegistrySettings.builder().upload(way).build();
      String repository =
          "by-" + way.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      try (Oras other = builder().registryDefaults(settings).build()) {
        other.repository(name(repository)).blobs().push(blob, ContentSource.ofBytes(content));
        other.push(
            name(repository + "/stream:v1"),
            Artifact.of(Layer.ofStream(new ByteArrayInputStream(content)).withTitle("f")));
        other.pull(name(repository + "/stream:v1"), temp.resolve(repository));
      }
      assertEquals(
          Digest.of(content), Digest.of(Files.readAllBytes(temp.resolve(repository + "/f"))));
      assertEquals(blob.size(), repository(repository).blobs().resolve(blob.digest()).size());
    }
  }

  @Test
  void blobsOfAnotherRepositoryAreMounted() throws IOException {
    oras.push(name("a:v1"), artifact("content"));
    oras.copy(name("a:v1"), name("b:v1"));
    assertEquals(
        List.of(BlobSkipped.Reason.MOUNTED, BlobSkipped.Reason.MOUNTED),
        skipped.stream().map(BlobSkipped::reason).toList());
    oras.pull(name("b:v1"), temp.resolve("out"));
    assertEquals("content", Files.readString(temp.resolve("out/f.txt")));
  }

  @Test
  void referrersAreListedAndFilteredWithAndWithoutAnApi() throws IOException {
    Descriptor subject = oras.push(name("a:v1"), artifact("content")).manifest().descriptor();
    MediaType other = new MediaType("application/vnd.other");
    oras.attach(name("a:v1"), artifact("one"));
    Descriptor second =
        oras.attach(name("a:v1"), artifact("two").withType(other)).manifest().descriptor();

    assertEquals(2, oras.discover(name("a:v1")).flatten().stream().count());
    assertEquals(
        List.of(second.digest()),
        oras.discover(name("a:v1"), o -> o.artifactType(other)).flatten().stream()
            .map(Descriptor::digest)
            .toList());

    String list = subject.digest().toString().replace(':', '-');
    assertEquals(
        program != RegistryProgram.ZOT,
        tags("a").contains(list),
        "the list is a tag without an API");
    repository("a").delete(second.digest().toString());
    assertEquals(1, oras.discover(name("a:v1")).flatten().stream().count());
  }

  @Test
  void listsAreWholeWhetherThereArePagesOrNot() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      oras.push(name("list/r" + i + ":t0"), artifact("content"));
      expected.add("t" + i);
    }
    repository("list/r0").tag("t0", expected.subList(1, 5).toArray(String[]::new));
    assertEquals(expected, tags("list/r0").stream().sorted().toList());
    assertEquals(
        List.of("list/r0", "list/r1", "list/r2", "list/r3", "list/r4"),
        oras.registry(registry.host()).repositories().stream().sorted().toList());

    URI page = URI.create(oras.registry(registry.host()).urls("list/r0").tags() + "?n=2");
    TransportRequest request =
        TransportRequest.builder().method("GET").uri(page).timeout(SafetyLimit.DURATION).build();
    try (TransportResponse answer = oras.registry(registry.host()).send(request)) {
      boolean pages = program != RegistryProgram.DOCKER_REGISTRY;
      assertEquals(pages, answer.headers().first("Link").isPresent(), "" + answer.headers());
    }
  }

  @Test
  void aTagIsRemovedAloneOrNotAtAll() throws IOException {
    oras.push(name("a:one"), artifact("content"));
    repository("a").tag("one", "two");
    if (program == RegistryProgram.DOCKER_REGISTRY) {
      UnsupportedException e =
          assertThrows(UnsupportedException.class, () -> repository("a").untag("one"));
      assertTrue(e.getMessage().contains("the tags two"), e.getMessage());
      assertEquals(List.of("one", "two"), tags("a").stream().sorted().toList());
    } else {
      assertEquals(List.of("one"), repository("a").untag("one"));
      assertEquals(List.of("two"), tags("a"));
    }
  }

  @Test
  void whatWasDeletedIsNotFound() throws IOException {
    RawManifest pushed = oras.push(name("a:v1"), artifact("content")).manifest();
    Descriptor layer = pushed.view().orElseThrow().children().get(1);
    assertEquals(pushed.descriptor().plain(), repository("a").delete("v1"));
    assertThrows(NotFoundException.class, () -> oras.resolve(name("a:v1")));
    assertThrows(
        NotFoundException.class, () -> oras.fetch(name("a@" + pushed.descriptor().digest())));
    repository("a").blobs().delete(layer.digest());
    assertFalse(repository("a").blobs().exists(layer.digest()));
    assertThrows(NotFoundException.class, () -> repository("a").blobs().delete(layer.digest()));
  }

  @Test
  void aDownloadThatWasStoppedGoesOn() throws Exception {
    byte[] content = bytes(4 * MIB);
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, content);
    repository("a").blobs().push(blob, ContentSource.ofBytes(content));
    Path partial = temp.resolve(".blob." + blob.digest().shortened() + ".part");
    Files.write(partial, Arrays.copyOf(content, MIB));

    repository("a").blobs().download(blob.digest(), temp.resolve("blob"));

    assertEquals(blob.digest(), Digest.of(Files.readAllBytes(temp.resolve("blob"))));
    registry.awaitLog("/v2/a/blobs/" + blob.digest() + ".*(\" 206 |\"statusCode\":206)");
  }

  @Test
  void whatIsNotThereIsNotFoundByName() {
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> oras.resolve(name("nothing/here:v1")));
    assertTrue(e.getMessage().contains("nothing/here"), e.getMessage());
  }
}
