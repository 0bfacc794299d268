package io.oras.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What stands in a folder: names with {@code /}, hidden and temporary ones too. */
public final class Folders {
  private Folders() {}

  /** All files below it with their text; empty when the folder is not there. */
  public static SortedMap<String, String> texts(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Path file : files(folder)) {
      texts.put(
          folder.relativize(file).toString().replace('\\', '/'),
          Files.readString(file, StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** All files below it; none when the folder is not there. */
  public static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * All files and folders below it whose names begin with a dot, as those of temporary files do.
   */
  public static List<Path> temporary(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !file.equals(folder))
          .filter(file -> file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
