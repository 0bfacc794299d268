package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.reference.Reference;
import io.oras.api.spi.RegistryResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that other clients make with registries.conf. */
class PeerErrorsTest {
  @TempDir Path folder;

  private RegistryResolver resolver(String... files) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String text : files) {
      paths.add(Files.writeString(folder.resolve(paths.size() + ".conf"), text));
    }
    return new ConfiguredResolver(RegistriesConf.read(paths), new ShortNameCache(Optional.empty()));
  }

  private static String places(RegistryResolver resolver, String name) throws IOException {
    return Vector.places(resolver, Reference.parse(name));
  }

  @Test
  void theLongestPrefixCountsAndNotTheFirst() throws IOException {
    assertEquals(
        "la.test/b:1",
        places(resolver(Vector.toml("h.test>l.test, h.test/a>la.test")), "h.test/a/b:1"));
  }

  @Test
  void mirrorsGetTheRestOfTheNameAndNotTheWholeRepository() throws IOException {
    assertEquals(
        "m.test/copy/b:1, h.test/a/b:1",
        places(resolver(Vector.toml("h.test/a +m.test/copy")), "h.test/a/b:1"));
  }

  @Test
  void mirrorsForTagsAreNotAskedForDigests() throws IOException {
    assertEquals(
        "h.test/a@" + Vector.DIGEST,
        places(resolver(Vector.toml("h.test +m.test(tag-only)")), "h.test/a@" + Vector.DIGEST));
  }

  @Test
  void aLaterSearchListReplacesTheEarlierOne() throws IOException {
    assertEquals(
        List.of(Reference.parse("b.test/x:latest")),
        resolver(
                "unqualified-search-registries = [\"a.test\"]",
                "unqualified-search-registries = [\"b.test\"]")
            .names("x"));
  }

  @Test
  void aLaterTableReplacesTheMirrorsToo() throws IOException {
    assertEquals(
        "h.test/a:1",
        places(resolver(Vector.toml("h.test +m.test"), Vector.toml("h.test")), "h.test/a:1"));
  }

  @Test
  void locationsOfMirrorsMayHaveAPath() throws IOException {
    assertEquals(
        "m.test:5000/cache/hub/library/alpine:3, docker.io/library/alpine:3",
        places(resolver(Vector.toml("docker.io +m.test:5000/cache/hub")), "docker.io/alpine:3"));
  }
}
