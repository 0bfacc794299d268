package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.Repository;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PullOptions;
import io.oras.core.options.PushOptions;
import io.oras.core.options.UploadMethod;
import io.oras.tests.Folders;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What oras-py lets callers choose for each call. */
class CallOptionsTest extends WithRegistry {
  private static final byte[] ELEVEN = "hello oras\n".getBytes(UTF_8);

  private Repository repository() {
    return oras.open(demo(""));
  }

  private static Layer layer(String title, String type) {
    return Layer.ofBytes(title.getBytes(UTF_8)).withTitle(title).withMediaType(new MediaType(type));
  }

  private List<String> ranges() {
    return registry.requests().stream()
        .filter(request -> request.method().equals("PATCH"))
        .map(request -> request.header("Content-Range").orElse("none"))
        .toList();
  }

  private String accept(String method) {
    return registry.requests().stream()
        .filter(r -> r.method().equals(method) && r.path().contains("/manifests/"))
        .findFirst()
        .flatMap(request -> request.header("Accept"))
        .orElseThrow();
  }

  @Test
  void aPushGoesOutInChunksOfItsOwnSize() throws IOException {
    Artifact artifact = Artifact.of(Layer.ofBytes(ELEVEN).withTitle("a.txt"));
    oras.push(demo(":v1"), artifact, PushOptions.builder().upload(UploadMethod.chunked(4)).build());

    // The config, which is two bytes, goes out whole.
    assertTrue(ranges().containsAll(List.of("0-3", "4-7", "8-10")), ranges().toString());
    oras.pull(demo(":v1"), work);
    assertEquals(Map.of("a.txt", "hello oras\n"), Folders.texts(work));
  }

  @Test
  void aBlobGoesOutInChunksOrWholeAsTheCallSays() throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, ELEVEN);
    repository()
        .with(o -> o.upload(UploadMethod.chunked(4)))
        .blobs()
        .push(blob, ContentSource.ofBytes(ELEVEN));
    assertEquals(List.of("0-3", "4-7", "8-10"), ranges());

    registry.clear();
    byte[] other = "another".getBytes(UTF_8);
    repository()
        .with(o -> o.upload(UploadMethod.monolithic()))
        .blobs()
        .push(Descriptor.of(MediaType.OCTET_STREAM, other), ContentSource.ofBytes(other));
    assertEquals(List.of(), ranges());
    assertTrue(repository().blobs().exists(blob.digest()));
    assertThrows(IllegalArgumentException.class, () -> UploadMethod.chunked(0));
  }

  @Test
  void onlyTheManifestTypesOfTheCallAreAskedFor() throws IOException {
    RawManifest pushed =
        oras.push(demo(":v1"), Artifact.of(layer("a.txt", "text/plain"))).manifest();
    registry.clear();

    MediaType[] images = {MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST};
    assertEquals(pushed, repository().fetch("v1", o -> o.acceptManifests(images)));
    assertEquals(MediaType.OCI_MANIFEST + ", " + MediaType.DOCKER_MANIFEST, accept("GET"));

    registry.clear();
    oras.pull(demo(":v1"), work, o -> o.acceptManifests(images));
    assertEquals(MediaType.OCI_MANIFEST + ", " + MediaType.DOCKER_MANIFEST, accept("GET"));
    assertEquals(Map.of("a.txt", "a.txt"), Folders.texts(work));
  }

  @Test
  void aManifestOfAnotherTypeThanAskedForIsAnError() throws IOException {
    oras.push(demo(":v1"), Artifact.of(layer("a.txt", "text/plain")));
    String layout = "oci-layout://" + work.resolve("layout").toUri().getRawPath() + "#v1";
    oras.copy(demo(":v1"), layout);

    PullOptions indexes = PullOptions.builder().acceptManifests(MediaType.OCI_INDEX).build();
    UnsupportedException refused =
        assertThrows(
            UnsupportedException.class, () -> oras.pull(layout, work.resolve("out"), indexes));
    assertTrue(
        refused.getMessage().contains("the accepted types are [" + MediaType.OCI_INDEX + "]"));
    assertTrue(Files.notExists(work.resolve("out")));
  }

  @Test
  void onlyTheLayersOfTheCallAreTaken() throws IOException {
    oras.push(
        demo(":v1"),
        Artifact.of(layer("a.txt", "text/plain"), layer("b.json", "application/json")));

    PullResult typed =
        oras.pull(
            demo(":v1"),
            work.resolve("typed"),
            PullOptions.builder().layerTypes(new MediaType("text/plain")).build());
    oras.pull(
        demo(":v1"),
        work.resolve("filtered"),
        PullOptions.builder().layers(layer -> layer.title().orElse("").endsWith(".json")).build());

    assertEquals(1, typed.files().size());
    assertEquals(Set.of("a.txt"), Folders.texts(work.resolve("typed")).keySet());
    assertEquals(Set.of("b.json"), Folders.texts(work.resolve("filtered")).keySet());
  }

  @Test
  void theConfigIsWrittenWhereTheCallWantsIt() throws IOException {
    oras.push(
        demo(":v1"),
        Artifact.of(layer("a.txt", "text/plain"))
            .withConfig(Layer.ofBytes("{\"a\":1}".getBytes(UTF_8))));
    Path config = work.resolve("config.json");
    oras.pull(demo(":v1"), work.resolve("out"), PullOptions.builder().configFile(config).build());

    assertEquals("{\"a\":1}", Files.readString(config));
    assertEquals(Map.of("a.txt", "a.txt"), Folders.texts(work.resolve("out")));
  }

  @Test
  void filesThatAreThereAreKeptOrReplaced() throws IOException {
    oras.push(demo(":v1"), Artifact.of(layer("a.txt", "text/plain")));
    Files.writeString(work.resolve("a.txt"), "mine");

    oras.pull(demo(":v1"), work, PullOptions.builder().existing(ExistingFiles.KEEP).build());
    assertEquals("mine", Files.readString(work.resolve("a.txt")));
    assertThrows(
        IOException.class,
        () ->
            oras.pull(
                demo(":v1"), work, PullOptions.builder().existing(ExistingFiles.REFUSE).build()));
    oras.pull(demo(":v1"), work, PullOptions.defaults());
    assertEquals("a.txt", Files.readString(work.resolve("a.txt")));
  }

  @Test
  void tagsAreListedUpToALimitAndAskedForNoFurther() throws IOException {
    for (String tag : List.of("a", "b", "c", "d", "e")) {
      oras.push(demo(":" + tag), Artifact.of(layer("a.txt", "text/plain")));
    }
    registry.clear();

    assertEquals(List.of("a", "b"), oras.tags(demo(""), o -> o.limit(2)));
    assertEquals(List.of("n=2"), registry.requests().stream().map(LoggedRequest::query).toList());
    assertEquals(List.of("a", "b", "c", "d", "e"), oras.tags(demo(""), o -> o.limit(10)));
  }

  @Test
  void aRegistryBehindACacheIsAskedTheSame() throws IOException {
    oras.push(demo(":v1"), Artifact.of(layer("a.txt", "text/plain")));
    registry.clear();
    try (Oras cached =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(work.resolve("cache"))
            .build()) {
      cached.fetch(demo(":v1"), o -> o.acceptManifests(MediaType.OCI_MANIFEST));
      cached.tags(demo(""), o -> o.limit(2));
    }

    assertEquals(MediaType.OCI_MANIFEST.value(), accept("GET"));
    assertTrue(registry.requests().stream().anyMatch(r -> r.query().equals("n=2")));
  }

  @Test
  void severalTagsAreRemovedAndTheirSiblingsStay() throws IOException {
    RawManifest pushed =
        oras.push(
                demo(":v1"),
                Artifact.of(layer("a.txt", "text/plain")),
                PushOptions.builder().tags("v2", "v3").build())
            .manifest();

    List<String> removed = repository().untag("v1", "never-there", "v3");

    assertEquals(List.of("v1", "v3"), removed);
    assertEquals(List.of("v2"), registry.tags("demo"));
    assertEquals(pushed.descriptor().digest(), registry.tag("demo", "v2").orElseThrow());
  }
}
