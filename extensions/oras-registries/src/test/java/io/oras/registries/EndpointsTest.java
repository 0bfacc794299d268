package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.RepositoryEndpoint;
import io.oras.api.spi.RepositoryEndpoint.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints a configuration gives for which names. */
class EndpointsTest {
  /** Observed on go.podman.io/image 5.42.1 and skopeo, except where {@code †} marks our own. */
  static final String VECTORS =
      """
      1 | | h.test/a:1 | =
      2 | h.test +m.test | h.test/a/b:1 | m.test/a/b:1, =
      2 | h.test +m.test | h.test/a/b:1@D | m.test/a/b:1@D, =
      3 | h.test +m.test | h.test:5000/a:1 | m.test:5000/a:1, =
      4 | h.test/foo>in.test/bar | h.test/foo/x:1 | in.test/bar/x:1
      5 | h.test/foo>in.test/bar | h.test/foo:1 | in.test/bar:1
      5 | h.test/foo>in.test/bar | h.test/foo@D | in.test/bar@D
      6 | h.test/foo>in.test/bar | h.test/foobar:1 | =
      7 | h.test>l.test, h.test/a>la.test, h.test/a/b>lab.test/z | h.test/a/b:1 | lab.test/z:1
      7 | h.test>l.test, h.test/a>la.test, h.test/a/b>lab.test/z | h.test/a/bb:1 | la.test/bb:1
      7 | h.test>l.test, h.test/a>la.test, h.test/a/b>lab.test/z | h.test/c:1 | l.test/c:1
      8 | *.ex.test>m.test/all | a.ex.test/x:1 | m.test/all/x:1
      8 | *.ex.test>m.test/all | a.b.ex.test/x/y:1 | m.test/all/x/y:1
      9 | *.ex.test>m.test/all | ex.test/x:1 | =
      9 | *.ex.test>m.test/all | aex.test/x:1 | =
      10 | *.ex.test>m.test/all | a.ex.test:5000/x:1 | invalid
      11 | *.ex.test +m.test | a.ex.test/x:1 | m.test/x:1, =
      12 | *.ex.test!, ok.ex.test | a.ex.test/x:1 | blocked
      12 | *.ex.test!, ok.ex.test | ok.ex.test/x:1 | =
      13 | *.ex.test>w.test, *.a.ex.test>wa.test | r.a.ex.test/x:1 | wa.test/x:1
      13 | *.ex.test>w.test, *.a.ex.test>wa.test | a.ex.test/x:1 | w.test/x:1
      14† | *.ex.test>w.test, *.a.ex.test>wa.test, q.a.ex.test | q.a.ex.test/x:1 | =
      15 | h.test^ +m.test | h.test/a:1 | =
      15 | h.test^ +m.test | h.test/a@D | m.test/a@D, =
      16 | h.test +m1.test(digest-only) +m2.test(tag-only) +m3.test(all) | h.test/a:1 | m2.test/a:1, m3.test/a:1, =
      16 | h.test +m1.test(digest-only) +m2.test(tag-only) +m3.test(all) | h.test/a@D | m1.test/a@D, m3.test/a@D, =
      17 | h.test! +m.test | h.test/a:1 | m.test/a:1
      18 | h.test! | h.test/a:1 | blocked
      19† | h.test>l.test! | h.test/a:1 | blocked
      20 | h.test>l.test, l.test/x! | h.test/x/a:1 | blocked
      21 | docker.io/library>hub.test/mirror | docker.io/alpine:3 | hub.test/mirror/alpine:3
      21 | docker.io/library>hub.test/mirror | index.docker.io/alpine:3 | hub.test/mirror/alpine:3
      21† | docker.io/library>hub.test/mirror | registry-1.docker.io/alpine:3 | hub.test/mirror/alpine:3
      21 | docker.io/library>hub.test/mirror | docker.io/user/alpine:3 | =
      22 | docker.io/alpine>hub.test/mirror | docker.io/alpine:3 | docker.io/library/alpine:3
      22 | docker.io/alpine>hub.test/mirror | docker.io/alpine/git:1 | hub.test/mirror/git:1
      23 | docker.io +mirror.test | docker.io/alpine:3 | mirror.test/library/alpine:3, docker.io/library/alpine:3
      24† | h.test/ +m.test/x// | h.test/a:1 | m.test/x/a:1, =
      25 | h.test/a/b:1>pin.test/q:2 | h.test/a/b:1 | =
      26 | h.test:5000>l.test | h.test:5000/a:1 | l.test/a:1
      26 | h.test:5000>l.test | h.test/a:1 | =
      27 | h.test>l1.test, h.test>l2.test | h.test/a:1 | l1.test/a:1
      28 | h.test/p/q +m.test:5000/c/q~ | h.test/p/q/r@D | m.test:5000/c/q/r@D~, =
      30 | h.test>l.test/UP | h.test/a:1 | invalid
      case† | h.test! | H.Test/a:1 | blocked
      dot† | h.test! | h.test./a:1 | blocked
      mirror | h.test +m.test +n.test, m.test! | h.test/a:1 | n.test/a:1, =
      hub† | registry-1.docker.io! | docker.io/alpine:3 | blocked
      """;

  @TempDir Path folder;

  static Stream<Vector> vectors() {
    return Vector.parse(VECTORS).stream();
  }

  private RegistryResolver resolver(String toml) throws IOException {
    return new ConfiguredResolver(
        RegistriesConf.read(List.of(Files.writeString(folder.resolve("registries.conf"), toml))),
        new ShortNameCache(Optional.empty()));
  }

  @ParameterizedTest(name = "vector {0}")
  @MethodSource("vectors")
  void namesLeadToTheEndpointsOfTheFormat(Vector vector) throws IOException {
    assertEquals(
        vector.expected(),
        Vector.places(resolver(vector.toml()), Reference.parse(vector.reference())));
  }

  @Test
  void mirrorsComeBeforeThePrimaryAndSayWhichFileNamesThem() throws IOException {
    List<RepositoryEndpoint> endpoints =
        resolver(Vector.toml("h.test +m.test")).forReading(RepositoryName.parse("h.test/a"));
    assertEquals(
        List.of(Role.MIRROR, Role.PRIMARY),
        endpoints.stream().map(RepositoryEndpoint::role).toList());
    assertEquals(
        List.of(folder.resolve("registries.conf").toString()),
        endpoints.stream().map(RepositoryEndpoint::configuredBy).distinct().toList());
  }

  @Test
  void changesGoToTheRegistryOfTheNameAlone() throws IOException {
    RegistryResolver resolver = resolver(Vector.toml("h.test>l.test~ +m.test"));
    RepositoryEndpoint endpoint = resolver.forWriting(RepositoryName.parse("h.test/a"));
    assertEquals("h.test/a", endpoint.repository().toString());
    assertTrue(endpoint.insecure());
    assertTrue(resolver.isInsecure("h.test"));
    assertFalse(resolver.isInsecure("m.test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h.test", "H.TEST", "h.test:5000"})
  void blockedRegistriesRefuseChangesAndLogins(String registry) throws IOException {
    RegistryResolver resolver = resolver(Vector.toml("h.test! +m.test"));
    RegistryBlockedException refusal =
        assertThrows(
            RegistryBlockedException.class,
            () -> resolver.forWriting(new RepositoryName(registry, "a")));
    assertEquals(
        "registry h.test is blocked (" + folder.resolve("registries.conf") + ")",
        refusal.getMessage());
    assertThrows(RegistryBlockedException.class, () -> resolver.isInsecure(registry));
  }

  @Test
  void invalidRewritesNamePrefixFileAndBothNames() throws IOException {
    RegistryResolver resolver = resolver(Vector.toml("*.ex.test>m.test/all"));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> resolver.forReading(RepositoryName.parse("a.ex.test:5000/x")));
    assertEquals(
        folder.resolve("registries.conf")
            + ": prefix *.ex.test changes 'a.ex.test:5000/x' to 'm.test/all:5000/x',"
            + " which is not a repository name",
        refusal.getMessage());
  }

  @Test
  void blockedPrefixesOfRepositoriesLeaveTheRegistryOpen() throws IOException {
    RegistryResolver resolver = resolver(Vector.toml("h.test/secret!"));
    assertFalse(resolver.isInsecure("h.test"));
    assertEquals(
        List.of("h.test/secrets"),
        resolver.forReading(RepositoryName.parse("h.test/secrets")).stream()
            .map(endpoint -> endpoint.repository().toString())
            .collect(Collectors.toList()));
  }
}
