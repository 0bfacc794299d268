package io.oras.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.NotFoundException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Digest;
import io.oras.core.ArtifactLocation;
import io.oras.core.PushResult;
import io.oras.core.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of locations in results, events and errors, by which a program names them again. */
class LocationTextTest extends ApiTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private static Artifact artifact() {
    return Artifact.of(CHART, Layer.ofText("hello").withTitle("a.txt"));
  }

  private List<Repository> stores() {
    return List.of(
        oras.layout(dir.resolve("a b#c%41:d")),
        oras.archive(dir.resolve("a b#c%41:d.tar")),
        oras.files(dir.resolve("files@x:y")),
        oras.open("memory://name"),
        oras.open(URI.create("OCI-Layout:///srv/app")));
  }

  /** A layout is read by any name that another program wrote. */
  @ParameterizedTest
  @ValueSource(
      strings = {"v1", "example.com/app:v1", "a b", "50%", "%41", "a#b", "\u00e9", ":", "x@y", "@"})
  void textOfALocationInAStoreNamesTheSameTag(String tag) {
    for (Repository store : stores()) {
      assertNamed(store.at(tag));
    }
  }

  @Test
  void textOfALocationNamesTheSameDigestOrPlace() {
    for (Repository store : stores()) {
      assertNamed(store.at(DIGEST));
      assertNamed(store.untagged());
      assertEquals(store.at(DIGEST).toString(), store.at("v1@" + DIGEST).toString());
    }
    assertNamed(app.at("v1"));
    assertNamed(app.at(DIGEST));
    assertNamed(app.at("v1@" + DIGEST));
    assertNamed(app.untagged());
  }

  private void assertNamed(ArtifactLocation location) {
    ArtifactLocation named = oras.at(location.toString());
    assertEquals(location.repository().name(), named.repository().name());
    assertEquals(location.tag(), named.tag());
    assertEquals(location.digest(), named.digest());
    assertEquals(location.toString(), named.toString());
  }

  @Test
  void storeWhoseUriEndsInATagIsRefused() {
    for (String uri : List.of("oci-layout:///srv/app:v1", "memory://name@" + DIGEST)) {
      assertThrows(IllegalArgumentException.class, () -> oras.open(URI.create(uri)), uri);
    }
  }

  @Test
  void resultsEventsAndErrorsNameAnArtifactInALayoutByTheTextThatACallTakes() throws IOException {
    Repository layout = oras.layout(dir.resolve("my layout"));
    Set<String> targets = new LinkedHashSet<>();

    PushResult pushed =
        layout.push(
            "example.com/app:v1",
            artifact(),
            o ->
                o.listener(
                    event -> {
                      if (event instanceof TransferEvent.OperationFinished finished) {
                        targets.add(finished.operation().target());
                      }
                    }));
    NotFoundException missing =
        assertThrows(NotFoundException.class, () -> layout.resolve("example.com/app:v2"));

    String name = "oci-layout://" + dir + "/my%20layout";
    assertEquals(name + "#@" + pushed.digest(), pushed.location().toString());
    assertEquals(Set.of(name + "#example.com/app:v1"), targets);
    assertEquals(name + "#example.com/app:v2", missing.artifact().orElseThrow());
    for (String text : List.of(pushed.toString(), targets.iterator().next())) {
      oras.pull(text, dir.resolve("out"));
      assertEquals("hello", Files.readString(dir.resolve("out/a.txt")));
      Files.delete(dir.resolve("out/a.txt"));
    }
  }
}
