package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused, with the key that is wrong. */
class LoadErrorsTest {
  @TempDir Path folder;

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of("[[registry]]\ninsecure = true", "registry[0].location", "is missing"),
        Arguments.of("[[registry]]\nprefix = \"h.test\"", "registry[0].location", "is missing"),
        Arguments.of("[[registry]]\nlocation = \"https://h.test\"", "registry[0].location", "URL"),
        Arguments.of("[[registry]]\nlocation = \"http://h.test\"", "registry[0].location", "URL"),
        Arguments.of(
            "[[registry]]\nprefix = \"http://h.test\"\nlocation = \"l.test\"",
            "registry[0].prefix",
            "URL"),
        Arguments.of(
            "[[registry]]\nprefix = \"https://h.test\"\nlocation = \"l.test\"",
            "registry[0].prefix",
            "URL"),
        Arguments.of(
            "[[registry]]\nlocation = \"h.test\"\n[[registry.mirror]]\nlocation = \"http://m.test\"",
            "registry[0].mirror[0].location",
            "URL"),
        Arguments.of(
            "[[registry]]\nlocation = \"h.test\"\n[[registry.mirror]]\nlocation = \"https://m.test\"",
            "registry[0].mirror[0].location",
            "URL"),
        Arguments.of("[[registry]]\nlocation = \"//\"", "registry[0].location", "is empty"),
        Arguments.of(
            "unqualified-search-registries = [\"a.test\", \"https://b.test\"]",
            "unqualified-search-registries[1]",
            "URL"),
        Arguments.of(
            "unqualified-search-registries = [\"http://a.test\"]",
            "unqualified-search-registries[0]",
            "URL"),
        Arguments.of(
            "[[registry]]\nlocation = \"h.test\"\n[[registry.mirror]]\ninsecure = true",
            "registry[0].mirror[0].location",
            "is missing"),
        Arguments.of("[[registry]]\nprefix = \"*.h.test/a\"", "registry[0].prefix", "only a host"),
        Arguments.of(
            "[[registry]]\nprefix = \"*.h.test:5000\"", "registry[0].prefix", "only a host"),
        Arguments.of("[[registry]]\nprefix = \"*.h.test@x\"", "registry[0].prefix", "only a host"),
        Arguments.of(
            "[[registry]]\nlocation = \"h.test\"\npull-from-mirror = \"all\"",
            "registry[0].pull-from-mirror",
            "belongs into a mirror"),
        Arguments.of(
            """
            [[registry]]
            location = "h.test"
            mirror-by-digest-only = true
            [[registry.mirror]]
            location = "m.test"
            pull-from-mirror = "all"
            """,
            "registry[0].mirror[0].pull-from-mirror",
            "contradicts"),
        Arguments.of(
            """
            [[registry]]
            location = "h.test"
            [[registry.mirror]]
            location = "m.test"
            pull-from-mirror = "sometimes"
            """,
            "registry[0].mirror[0].pull-from-mirror",
            "expected all, digest-only or tag-only"),
        Arguments.of(
            "short-name-mode = \"strict\"", "short-name-mode", "enforcing, permissive or disabled"),
        Arguments.of(
            Vector.toml("a.test>l.test~, b.test>l.test"), "registry[1].insecure", "differs"),
        Arguments.of(Vector.toml("a.test>l.test!, l.test"), "registry[1].blocked", "differs"),
        Arguments.of(Vector.toml("*.ex.test!, *.ex.test"), "registry[1].blocked", "differs"),
        Arguments.of(Vector.toml("*.ex.test, *.ex.test~"), "registry[1].insecure", "differs"),
        Arguments.of(
            "unqualified-search-registries = [\"a.test/x\"]",
            "unqualified-search-registries[0]",
            "host[:port]"),
        Arguments.of(
            "unqualified-search-registries = [\"\"]",
            "unqualified-search-registries[0]",
            "is empty"),
        Arguments.of(
            "[aliases]\n\"h.test/x\" = \"r.test/x\"", "aliases.h.test/x", "must be a name"),
        Arguments.of("[aliases]\n\"x:1\" = \"r.test/x\"", "aliases.x:1", "must be a name"),
        Arguments.of(
            "[aliases]\n\"x@" + Vector.DIGEST + "\" = \"r.test/x\"",
            "aliases.x@" + Vector.DIGEST,
            "must be a name"),
        Arguments.of("[aliases]\nx = \"y\"", "aliases.x", "expected a name with a registry"),
        Arguments.of("[aliases]\nx = \"r.test/x:1\"", "aliases.x", "without tag and digest"),
        Arguments.of(
            "[aliases]\nx = \"r.test/x@" + Vector.DIGEST + "\"",
            "aliases.x",
            "without tag and digest"),
        Arguments.of("[registries.search]\nregistries = [\"a.test\"]", "registries", "version 1"),
        Arguments.of("[registries.block]\nregistries = [\"a.test\"]", "registries", "version 1"),
        Arguments.of(
            "[[registry]]\nlocation = \"h.test\"\ninsecure = \"yes\"",
            "registry[0].insecure",
            "is not true or false"),
        Arguments.of("[[registry]]\nlocation = 1", "registry[0].location", "is not a string"),
        Arguments.of("[registry]\nlocation = \"h.test\"", "registry", "is not a list of tables"),
        Arguments.of("registry = [1]", "registry[0]", "is not a table"),
        Arguments.of(
            "unqualified-search-registries = \"a.test\"",
            "unqualified-search-registries",
            "is not a list of strings"),
        Arguments.of(
            "unqualified-search-registries = [1]",
            "unqualified-search-registries[0]",
            "is not a string"),
        Arguments.of("aliases = 1", "aliases", "is not a table"),
        Arguments.of("[aliases]\nx = 1", "aliases.x", "is not a string"));
  }

  private Path file(String toml) throws IOException {
    return Files.writeString(folder.resolve("registries.conf"), toml);
  }

  private static ConfigurationException refusal(Path file) {
    return assertThrows(
        ConfigurationException.class, () -> RegistriesConf.read(List.of(file)), file::toString);
  }

  @ParameterizedTest(name = "vectors 29 and 39: {1} {2}: {0}")
  @MethodSource("invalid")
  void invalidFilesAreRefusedWithFileAndKey(String toml, String key, String problem)
      throws IOException {
    Path file = file(toml);
    ConfigurationException refusal = refusal(file);
    assertEquals(file.toString(), refusal.file());
    assertEquals(key, refusal.key().orElse(""));
    String message = refusal.getMessage();
    assertTrue(message.startsWith(file + ": " + key + " "), message);
    assertTrue(message.contains(problem), message);
  }

  @Test
  @DisplayName("vector 39: duplicate keys and broken text are refused")
  void duplicateKeysAndBrokenTextAreRefused() throws IOException {
    for (String toml :
        List.of("short-name-mode = \"disabled\"\nshort-name-mode = \"enforcing\"", "a = [", "=")) {
      Path file = file(toml);
      assertTrue(refusal(file).getMessage().startsWith(file + ": "), toml);
    }
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    refusal(file("a = " + "[".repeat(200_000)));
  }

  @Test
  void largeFilesAreRefused() throws IOException {
    assertTrue(refusal(file("#".repeat((1 << 20) + 1))).getMessage().contains("1048576 bytes"));
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("registries.conf");
    Files.write(file, "# \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal(file).getMessage().contains("not UTF-8"));
  }

  @Test
  void unknownKeysAndHugeIntegersInThemAreIgnored() throws IOException {
    RegistriesConf conf =
        RegistriesConf.read(
            List.of(
                file(
                    "future = 99999999999999999999\ncredential-helpers = [\"x\"]\n"
                        + Vector.toml("h.test"))));
    assertEquals(1, conf.registries().size());
  }

  @Test
  void aStarWithinAHostLoadsAndNeverMatches() throws IOException {
    RegistriesConf conf = RegistriesConf.read(List.of(file(Vector.toml("ex*.test!"))));
    assertTrue(conf.find("ex1.test/a").isEmpty());
  }

  @Test
  @DisplayName("vector 29: tables of one location may differ in two files")
  void tablesOfOneLocationMayDifferInTwoFiles() throws IOException {
    Path first = Files.writeString(folder.resolve("1"), Vector.toml("a.test>l.test~"));
    Path second = Files.writeString(folder.resolve("2"), Vector.toml("b.test>l.test"));
    assertEquals(2, RegistriesConf.read(List.of(first, second)).registries().size());
  }
}
