package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.stories.ArchivePublisher;
import com.example.stories.ArchivePublisher.Archive;
import com.example.stories.CondaMirror;
import com.example.stories.PlatformPuller;
import com.example.stories.ReleaseFolder;
import com.example.stories.ReportAttacher;
import com.example.stories.SelectiveDownload;
import com.example.stories.Session;
import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.error.AuthenticationException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.tests.Folders;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The programs in com.example.stories do what their authors want. */
class StoriesTest extends WithRegistry {
  private static final MediaType TEXT = new MediaType("text/plain");
  private static final MediaType JSON = new MediaType("application/json");

  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    out = work.resolve("out");
  }

  private Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Layer layer(String title, MediaType type) {
    return Layer.ofBytes(title.getBytes(UTF_8)).withTitle(title).withMediaType(type);
  }

  private static ImageManifest image(RawManifest raw) {
    return (ImageManifest) raw.view().orElseThrow();
  }

  @Test
  void archivesArePublishedWithTitlesMediaTypesAndAnnotations() throws IOException {
    Path tar = write("in/data.tar.gz", "packed");
    write("in/folder/a.txt", "a");
    MediaType type = new MediaType("application/vnd.example.data.v1.tar+gzip");

    RawManifest pushed =
        new ArchivePublisher(oras)
            .publish(
                demo(":v1"),
                List.of(
                    new Archive(tar, "data/first.tar.gz", type, Map.of("part", "1")),
                    new Archive(
                        work.resolve("in/folder"), "folder", MediaType.OCI_LAYER_GZIP, Map.of())));
    oras.pull(demo(":v1"), out);

    List<Descriptor> layers = image(pushed).layers();
    assertEquals(type, layers.get(0).mediaType());
    assertEquals(
        Map.of("part", "1", Annotations.TITLE, "data/first.tar.gz"), layers.get(0).annotations());
    assertEquals(Map.of("data/first.tar.gz", "packed", "folder/a.txt", "a"), Folders.texts(out));
  }

  @Test
  void archivesOfAListOfPathsKeepTheirNames() throws IOException {
    Path tar = write("in/data.tar", "packed");

    RawManifest pushed =
        new ArchivePublisher(oras).publish(demo(":v1"), Map.of(tar, MediaType.OCI_LAYER));

    Descriptor layer = image(pushed).layers().get(0);
    assertEquals(MediaType.OCI_LAYER, layer.mediaType());
    assertEquals("data.tar", layer.title().orElseThrow());
  }

  @Test
  void oneMediaTypeIsPulledAndNothingElseIsAskedFor() throws IOException {
    RawManifest pushed =
        oras.push(demo(":v1"), Artifact.of(layer("a.txt", TEXT), layer("b.json", JSON))).manifest();
    registry.clear();

    List<Path> files = new SelectiveDownload(oras).pull(demo(":v1"), JSON, out);

    assertEquals(List.of(out.resolve("b.json").toAbsolutePath()), files);
    assertEquals(Map.of("b.json", "b.json"), Folders.texts(out));
    String unwanted = image(pushed).layers().get(0).digest().toString();
    assertTrue(registry.requests().stream().noneMatch(r -> r.path().endsWith(unwanted)));
  }

  @Test
  void oneLayerIsDownloadedThoughItHasNoTitle() throws IOException {
    oras.push(
        demo(":v1"),
        Artifact.of(layer("a.txt", TEXT), Layer.ofBytes("{}".getBytes(UTF_8)).withMediaType(JSON)));
    Path file = work.resolve("layer.json");

    assertTrue(new SelectiveDownload(oras).download(demo(":v1"), JSON, file).isPresent());
    assertEquals("{}", Files.readString(file));
    assertFalse(
        new SelectiveDownload(oras)
            .download(demo(":v1"), MediaType.OCI_LAYER_ZSTD, file)
            .isPresent());
  }

  @Test
  void aReportIsAttachedToAManifestThatIsThere() throws IOException {
    // Indented, as no program that parses and writes it again would have it.
    byte[] foreign =
        """
        {
          "schemaVersion": 2,
          "mediaType": "application/vnd.oci.image.manifest.v1+json",
          "config": {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2,
            "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
          "layers": []
        }
        """
            .getBytes(UTF_8);
    registry.addBlob("demo", "{}".getBytes(UTF_8));
    registry.addManifest("demo", "v1", MediaType.OCI_MANIFEST.value(), foreign);
    Path report = write("report.json", "{}");

    RawManifest attached = new ReportAttacher(oras).attach(demo(":v1"), report);
    RawManifest pushed =
        new ReportAttacher(oras)
            .push(demo(":report"), demo(":v1"), write("another.json", "{\"a\":1}"));

    Descriptor subject = Descriptor.of(MediaType.OCI_MANIFEST, foreign);
    assertEquals(subject, image(attached).subject());
    assertEquals(subject, image(pushed).subject());
    assertEquals(
        List.of("application/vnd.example.report+json", "application/vnd.example.report+json"),
        oras.discover(demo(":v1")).flatten().stream()
            .map(referrer -> String.valueOf(referrer.artifactType()))
            .toList());
  }

  @Test
  void anIndexIsFollowedToAPlatform() throws IOException {
    try (Repository target = oras.open(demo(""))) {
      IndexEditor index = target.newIndex();
      for (String architecture : List.of("amd64", "arm64", "riscv64")) {
        Layer config =
            Layer.ofBytes(
                    "{\"os\":\"linux\",\"architecture\":\"%s\"}"
                        .formatted(architecture)
                        .getBytes(UTF_8))
                .withMediaType(MediaType.OCI_CONFIG);
        target.push(
            architecture, Artifact.of(layer(architecture + ".txt", TEXT)).withConfig(config));
        index.add(architecture);
      }
      index.push("index");
    }
    PlatformPuller puller = new PlatformPuller(oras);

    assertEquals(
        List.of("linux/amd64", "linux/arm64", "linux/riscv64"),
        puller.platforms(demo(":index")).stream().map(Platform::toString).toList());
    puller.pull(demo(":index"), "linux/riscv64", out);
    assertEquals(Map.of("riscv64.txt", "riscv64.txt"), Folders.texts(out));
    assertEquals(3, oras.pull(demo(":index"), work.resolve("all")).files().size());
    if (Platform.current().os().equals("linux")) {
      puller.pull(demo(":index"), work.resolve("here"));
      String here = Platform.current().architecture() + ".txt";
      assertEquals(Map.of(here, here), Folders.texts(work.resolve("here")));
    }
  }

  @Test
  void packagesOfACondaMirrorAreLookedInto() throws IOException {
    MediaType type = new MediaType("application/vnd.conda.package.v1");
    MediaType index = new MediaType("application/vnd.conda.info.index.v1+json");
    for (String tag : List.of("1.0-0", "1.1-0")) {
      oras.push(
          demo("/xtensor:" + tag),
          Artifact.of(
              layer("xtensor-" + tag + ".tar.bz2", type),
              Layer.ofBytes(
                      "{\"name\":\"xtensor\",\"build_number\":0,\"version\":\"%s\"}"
                          .formatted(tag)
                          .getBytes(UTF_8))
                  .withMediaType(index)));
    }
    CondaMirror mirror = new CondaMirror(oras, demo(""));

    assertEquals(List.of("1.0-0"), mirror.versions("xtensor", 1));
    assertEquals(
        Map.of("name", "xtensor", "build_number", 0L, "version", "1.1-0"),
        mirror.info("xtensor", "1.1-0"));
    Path file = mirror.download("xtensor", "1.0-0", Files.createDirectory(out));
    assertEquals(Map.of("xtensor-1.0-0.tar.bz2", "xtensor-1.0-0.tar.bz2"), Folders.texts(out));
    assertEquals(out.resolve("xtensor-1.0-0.tar.bz2"), file);
  }

  @Test
  void aSessionLastsFromLoginToLogout() throws IOException {
    try (InProcessRegistry guarded =
        InProcessRegistry.builder().auth(Auth.token("me", "secret")).start()) {
      Session session = new Session(work.resolve("config/config.json"));
      String name = guarded.host() + "/demo:v1";

      assertThrows(
          AuthenticationException.class, () -> session.login(guarded.host(), "me", "wrong"));
      assertTrue(Files.notExists(work.resolve("config/config.json")), "nothing is kept");
      session.login(guarded.host(), "me", "secret");
      try (Oras mine = session.open()) {
        mine.push(name, Artifact.of(layer("a.txt", TEXT)));
      }

      assertTrue(session.logout(guarded.host()));
      assertFalse(session.logout(guarded.host()));
      assertFalse(Files.readString(work.resolve("config/config.json")).contains(guarded.host()));
      try (Oras nobody = session.open()) {
        assertThrows(AuthenticationException.class, () -> nobody.pull(name, out));
      }
    }
  }

  @Test
  void aReleaseIsPushedFromItsFolder() throws IOException {
    write("build/libs/app.jar", "jar");
    write("build/README", "read me");

    RawManifest pushed =
        new ReleaseFolder(oras, work.resolve("build"))
            .push(demo(":v1"), List.of("libs/app.jar:application/java-archive", "README"), "1.2");
    oras.pull(demo(":v1"), out);

    assertEquals(Map.of("libs/app.jar", "jar", "README", "read me"), Folders.texts(out));
    assertEquals("1.2", image(pushed).annotations().get(Annotations.VERSION));
  }
}
