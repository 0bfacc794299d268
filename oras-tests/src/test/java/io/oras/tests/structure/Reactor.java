package io.oras.tests.structure;

import io.oras.tests.SourceTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This build: its folders, its modules as compiled, and what it is run with. */
final class Reactor {
  static final Path ROOT = SourceTree.root();

  private static final Pattern FOLDER =
      Pattern.compile("<module>((?:extensions/|tools/)?oras-.+?)</module>");

  private Reactor() {}

  /** Returns the folders of all modules that have code, so neither the BOM nor the distribution. */
  static List<String> folders() {
    return FOLDER
        .matcher(read(ROOT.resolve("pom.xml")))
        .results()
        .map(match -> match.group(1))
        .filter(folder -> !folder.equals("oras-bom") && !folder.equals("tools/oras-dist"))
        .toList();
  }

  /** All modules with a declaration that are built before these tests run, so not the command. */
  static List<BuiltModule> modules() {
    return folders().stream()
        .filter(folder -> !folder.startsWith("tools/"))
        .filter(
            folder -> Files.exists(ROOT.resolve(folder).resolve("src/main/java/module-info.java")))
        .map(Reactor::module)
        .toList();
  }

  static BuiltModule module(String folder) {
    Path classes = ROOT.resolve(folder).resolve("target/classes");
    return new BuiltModule(
        folder,
        classes,
        ModuleFinder.of(classes).findAll().stream()
            .map(found -> found.descriptor())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no module-info.class in " + classes)));
  }

  /** The jars of others that the tests run with, by the beginning of their name. */
  static List<Path> jars(String... names) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(Path::of)
        .filter(
            entry ->
                Stream.of(names)
                    .anyMatch(name -> entry.getFileName().toString().matches(name + "-[0-9].*jar")))
        .toList();
  }

  static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
