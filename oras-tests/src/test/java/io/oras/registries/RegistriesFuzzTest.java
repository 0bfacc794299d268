package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.Environment;
import io.oras.api.spi.RegistryResolver;
import io.oras.tests.property.PropertyRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registries.conf that is broken is an error that names the file, or names places. */
class RegistriesFuzzTest {
  private static final String CONF =
      """
      unqualified-search-registries = ["reg.example", "docker.io"]
      short-name-mode = "permissive"
      [[registry]]
      prefix = "*.reg.example"
      location = "in.example:5000/copies"
      insecure = true
      [[registry]]
      location = "reg.example/team"
      mirror-by-digest-only = false
      [[registry.mirror]]
      location = "mirror.example/team"
      pull-from-mirror = "tag-only"
      [[registry]]
      prefix = "bad.example"
      location = "bad.example"
      blocked = true
      [aliases]
      "tool" = "reg.example/team/tool"
      """;

  private static final String[] FRAGMENTS = {
    "[",
    "]",
    "[[registry]]\n",
    "[[registry.mirror]]\n",
    "[aliases]\n",
    "\"\"\"",
    "'''",
    "\\u0000",
    "\\UFFFFFFFF",
    "#",
    ".",
    "=",
    "1979-05-27T07:32:00Z",
    "9".repeat(3000),
    "[".repeat(50_000),
    "{a=".repeat(5000),
    "a.".repeat(5000),
    "location = \"" + "a/".repeat(5000) + "\"\n"
  };

  private static final List<String> NAMES =
      List.of("reg.example/team/tool", "x.reg.example/a/b", "bad.example/x", "docker.io/library/y");

  @TempDir Path folder;

  private RegistryResolver open(byte[] main, byte[] chosen) throws IOException {
    Path conf = Files.write(folder.resolve("registries.conf"), main);
    Path cache = Files.createDirectories(folder.resolve(".cache/containers"));
    Files.write(cache.resolve("short-name-aliases.conf"), chosen);
    Environment environment = Environment.of(Map.of(), folder, "Linux");
    return RegistriesConfProvider.open(
        new ConfigurationFiles(environment, folder.resolve("root"), OptionalLong.of(1000)),
        Optional.of(conf));
  }

  private static void ask(RegistryResolver resolver) throws IOException {
    for (String name : NAMES) {
      RepositoryName repository = RepositoryName.parse(name);
      try {
        resolver.forReading(repository);
        resolver.forWriting(repository);
        resolver.isInsecure(repository.registry());
      } catch (RegistryBlockedException e) {
        // A registry may be blocked.
      }
    }
    for (String text : List.of("tool", "team/tool:v1", "reg.example/team/tool:v1")) {
      for (Reference reference : resolver.names(text)) {
        Reference.parse(reference.toString());
      }
    }
  }

  @Test
  void brokenFileIsAConfigurationException() {
    byte[] conf = CONF.getBytes(StandardCharsets.UTF_8);
    byte[] aliases = "[aliases]\n\"tool\" = \"reg.example/x\"\n".getBytes(StandardCharsets.UTF_8);
    PropertyRunner.check(
        "registries-conf",
        300,
        chance -> {
          boolean main = chance.oneIn(2);
          try {
            ask(
                open(
                    main ? chance.mutated(conf, FRAGMENTS) : conf,
                    main ? aliases : chance.mutated(aliases, FRAGMENTS)));
          } catch (ConfigurationException e) {
            // The declared error.
          }
        });
  }
}
