package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Two commands, this one and that which is written in Go, in one folder with one registry. */
@Tag("real")
abstract class InteropTest extends CommandLineTest {
  /** Who does the first thing; the other does the next. */
  enum First {
    THIS,
    OTHER;

    First next() {
      return this == THIS ? OTHER : THIS;
    }
  }

  @TempDir Path home;
  private ExternalTool other;

  @BeforeEach
  void findTheOther() throws IOException {
    other = ExternalTool.of("ORAS_IT_ORAS", home).in(folder);
    startOther(InProcessRegistry.builder());
  }

  /** It speaks plain http to {@code localhost} without being told. */
  final void startOther(RegistryBuilder builder) throws IOException {
    start(builder.lengthRequired(false).start());
    host = registry.otherHost();
  }

  /** Sets a variable for both. */
  final void setVariable(String name, String value) {
    environment.put(name, value);
    other.with(name, value);
  }

  /** The output of one of the two, after checking that it went well. */
  final String run(First who, String... arguments) throws IOException, InterruptedException {
    Run run = attempt(who, arguments);
    assertEquals(0, run.exit(), () -> who + " " + List.of(arguments) + run.out() + run.err());
    return run.out();
  }

  final Run attempt(First who, String... arguments) throws IOException, InterruptedException {
    if (who == First.THIS) {
      return oras(arguments);
    }
    ExternalTool.Run run =
        other.attempt(Stream.of(arguments).map(a -> a.replace("REG", host)).toArray(String[]::new));
    return new Run(run.exit(), run.out(), run.err());
  }

  final Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The bytes of a manifest, as text. */
  final String manifest(String repository, String tag) {
    return new String(
        registry.manifest(repository, registry.tag(repository, tag).orElseThrow()).orElseThrow(),
        StandardCharsets.UTF_8);
  }

  /** All that is below, by path: permissions and a file's text, a link's target. */
  static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    for (Path path : walk(root)) {
      String mode =
          Files.isSymbolicLink(path)
              ? "-> " + Files.readSymbolicLink(path)
              : Files.getPosixFilePermissions(path) + "";
      boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
      tree.put(root.relativize(path).toString(), file ? mode + " " + Files.readString(path) : mode);
    }
    return tree;
  }

  /** Makes a tree as old as one that was packed without times. */
  static void makeTimesZero(Path root) throws IOException {
    for (Path path : walk(root)) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.fromMillis(0), null, null);
    }
  }

  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.toList();
    }
  }
}
