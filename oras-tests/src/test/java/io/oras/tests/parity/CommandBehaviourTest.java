package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PushOptions;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.tests.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Habits of oras-py that are not taken over, where no other test shows it. */
class CommandBehaviourTest extends WithRegistry {

  private static Artifact text() {
    return Artifact.of(Layer.ofBytes("a".getBytes(UTF_8)).withTitle("a.txt"));
  }

  @Test
  void aPackedFileStaysPackedAndIsTheOneThatIsReturned() throws IOException {
    oras.push(
        demo(":v1"),
        Artifact.of(
            Layer.ofBytes("not even a tar".getBytes(UTF_8))
                .withMediaType(MediaType.OCI_LAYER_GZIP)
                .withTitle("my.tar.gz")));
    PullResult pulled = oras.pull(demo(":v1"), work);

    assertEquals(Map.of("my.tar.gz", "not even a tar"), Folders.texts(work));
    assertEquals(work.resolve("my.tar.gz").toAbsolutePath(), pulled.files().get(0).path());
  }

  @Test
  void aPulledFolderIsReturnedByItsOwnPath() throws IOException {
    Path folder = Files.createDirectories(work.resolve("in/tree"));
    Files.writeString(folder.resolve("a.txt"), "a");
    oras.push(demo(":v1"), Artifact.of(Layer.of(folder)));

    PullResult pulled = oras.pull(demo(":v1"), work.resolve("out"));

    assertEquals(work.resolve("out/tree").toAbsolutePath(), pulled.files().get(0).path());
    assertEquals(Map.of("tree/a.txt", "a"), Folders.texts(work.resolve("out")));
  }

  @Test
  void headersOfTheCallerAreSentWithEveryRequest() throws IOException {
    RegistrySettings settings =
        RegistrySettings.builder().headers(Headers.of("X-Tenant", "blue")).build();
    try (Oras mine =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .registry(registry.host(), settings)
            .build()) {
      mine.push(demo(":v1"), text(), PushOptions.builder().upload(UploadMethod.chunked(1)).build());
      mine.pull(demo(":v1"), work);
      mine.tags(demo(""), o -> o.limit(1));
      mine.open(demo("")).delete("v1");
    }

    List<String> methods =
        registry.requests().stream().map(r -> r.method()).distinct().sorted().toList();
    assertEquals(List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"), methods);
    assertTrue(
        registry.requests().stream()
            .allMatch(r -> r.header("X-Tenant").equals(Optional.of("blue"))));
  }

  @Test
  void theTagOfAnIndexIsRemovedLikeAnyOther() throws IOException {
    oras.push(demo(":v1"), text());
    Repository repository = oras.open(demo(""));
    IndexEditor editor = repository.newIndex();
    editor.add("v1");
    editor.push("index");

    assertEquals(List.of("index"), repository.untag("index"));
    assertEquals(List.of("v1"), registry.tags("demo"));
  }

  @Test
  void theLibraryPrintsNothing() throws IOException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream caught = new PrintStream(printed, true, UTF_8);
    System.setOut(caught);
    System.setErr(caught);
    try {
      oras.push(demo(":v1"), text());
      oras.pull(demo(":v1"), work);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", printed.toString(UTF_8));
  }
}
