package io.oras.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies. */
public final class SourceTree {
  private SourceTree() {}

  /** The folder with all modules, wherever in it the tests run. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/maintainers/conformance.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
