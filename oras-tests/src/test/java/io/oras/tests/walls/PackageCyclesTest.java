package io.oras.tests.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.tool.PackageCycles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the packages of a module do not depend on each other in a cycle. */
class PackageCyclesTest {
  /** Packages that may depend on each other until they are separated, by module. */
  private static final Map<String, Set<String>> LISTED =
      Map.of(
          "io.oras.core",
          Set.of(
              "io.oras.core",
              "io.oras.core.archive",
              "io.oras.core.auth",
              "io.oras.core.context",
              "io.oras.core.filesystem",
              "io.oras.core.graph",
              "io.oras.core.http",
              "io.oras.core.pack",
              "io.oras.core.registry",
              "io.oras.core.spi",
              "io.oras.core.store",
              "io.oras.core.usecase"));

  static List<BuiltModule> modules() {
    return Reactor.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noPackagesDependOnEachOther(BuiltModule module) {
    List<Path> path =
        Stream.concat(
                Reactor.modules().stream().map(BuiltModule::classes),
                Reactor.jars(
                    "jakarta.json-api",
                    "commons-compress",
                    "commons-io",
                    "commons-lang3",
                    "commons-codec",
                    "core",
                    "toml")
                    .stream())
            .filter(entry -> !entry.equals(module.classes()))
            .toList();
    Set<String> listed = LISTED.getOrDefault(module.name(), Set.of());
    assertEquals(
        Set.of(),
        PackageCycles.of(module.classes(), Reactor.path(path)).stream()
            .filter(cycle -> !listed.containsAll(cycle))
            .collect(Collectors.toSet()));
  }
}
