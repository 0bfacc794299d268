package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.tool.PackageCycles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the packages of a module do not depend on each other in a cycle. */
class PackageCyclesTest {
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
                    "toml",
                    "httpclient5",
                    "httpcore5",
                    "slf4j-api",
                    "micrometer-core",
                    "micrometer-commons",
                    "micrometer-observation",
                    "HdrHistogram")
                    .stream())
            .filter(entry -> !entry.equals(module.classes()))
            .toList();
    assertEquals(Set.of(), PackageCycles.of(module.classes(), Reactor.path(path)));
  }
}
