package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.reference.Reference;
import io.oras.api.spi.RegistryResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What short names stand for. */
class ShortNamesTest {
  static final String TWO_REGISTRIES =
      """
      unqualified-search-registries = ["a.test", "b.test:5000"]
      short-name-mode = "%s"
      [aliases]
      fedora = "reg.test/fedora"
      "lib/x" = "docker.io/x"
      """;

  @TempDir Path folder;

  private RegistryResolver resolver(String toml) throws IOException {
    return new ConfiguredResolver(
        RegistriesConf.read(List.of(Files.writeString(folder.resolve("registries.conf"), toml))),
        new ShortNameCache(Optional.empty()));
  }

  private static String text(List<Reference> names) {
    return String.join(" ", names.stream().map(Reference::toString).toList());
  }

  @ParameterizedTest(name = "vectors 34 and 36: {0} is {1}")
  @CsvSource({
    "fedora, reg.test/fedora:latest",
    "fedora:41@D, reg.test/fedora:41@D",
    "fedora@D, reg.test/fedora@D",
    "lib/x, docker.io/library/x:latest",
    "localhost/foo:1, localhost/foo:1",
    "r.test/foo:1, r.test/foo:1"
  })
  void aliasesAndFullNamesStandForOneName(String given, String expected) throws IOException {
    for (String mode : List.of("permissive", "disabled", "enforcing")) {
      assertEquals(
          expected.replace("@D", "@" + Vector.DIGEST),
          text(
              resolver(TWO_REGISTRIES.formatted(mode))
                  .names(given.replace("@D", "@" + Vector.DIGEST))));
    }
  }

  @ParameterizedTest(name = "vector 35: {0}")
  @ValueSource(strings = {"permissive", "disabled"})
  void searchRegistriesAreTriedInOrder(String mode) throws IOException {
    assertEquals(
        "a.test/foo:1 b.test:5000/foo:1",
        text(resolver(TWO_REGISTRIES.formatted(mode)).names("foo:1")));
  }

  @Test
  @DisplayName("vector 36: ambiguous names are refused with their candidates")
  void ambiguousNamesAreRefusedWithTheirCandidatesWhenTheModeIsEnforcing() throws IOException {
    RegistryResolver resolver = resolver(TWO_REGISTRIES.formatted("enforcing"));
    assertEquals(
        folder.resolve("registries.conf")
            + ": short name 'foo' may be a.test/foo or b.test:5000/foo, and"
            + " short-name-mode is enforcing; use the full name",
        assertThrows(ConfigurationException.class, () -> resolver.names("foo")).getMessage());
  }

  @Test
  @DisplayName("vector 36: one search registry is taken in every mode")
  void oneSearchRegistryIsTakenInEveryMode() throws IOException {
    assertEquals(
        "a.test/foo:latest",
        text(
            resolver(
                    "unqualified-search-registries = [\"a.test\"]\nshort-name-mode = \"enforcing\"")
                .names("foo")));
  }

  @Test
  void namesThatAreNoReferenceAreRefused() throws IOException {
    RegistryResolver resolver = resolver(TWO_REGISTRIES.formatted("permissive"));
    assertThrows(InvalidReferenceException.class, () -> resolver.names("Foo"));
  }
}
