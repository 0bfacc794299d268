package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.tool.PackageCycles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The command's line of docs/maintainers/architecture.md; {@code ModuleBoundariesTest} of
 * oras-tests has the others.
 */
class CommandModuleTest {
  @Test
  void theCommandNeedsCoreConsoleTrustAndPicocliAndExportsNothing() throws IOException {
    Path file = Path.of(System.getProperty("basedir", "."), "target/classes/module-info.class");
    try (InputStream in = Files.newInputStream(file)) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      assertEquals("io.oras.cli", module.name());
      assertEquals(
          Set.of("java.base", "io.oras.console", "io.oras.core", "io.oras.trust", "info.picocli"),
          needs(module, false));
      assertEquals(Set.of("org.jspecify"), needs(module, true));
      assertEquals(Set.of(), module.exports());
      assertEquals(Set.of(), module.provides());
      assertEquals(Set.of(), module.uses());
    }
  }

  @Test
  void thePackagesOfTheCommandDoNotDependOnEachOther() {
    Path classes = Path.of(System.getProperty("basedir", "."), "target/classes");
    assertEquals(Set.of(), PackageCycles.of(classes, System.getProperty("java.class.path")));
  }

  private static Set<String> needs(ModuleDescriptor module, boolean toCompile) {
    return module.requires().stream()
        .filter(each -> each.modifiers().contains(Requires.Modifier.STATIC) == toCompile)
        .map(Requires::name)
        .collect(Collectors.toSet());
  }
}
