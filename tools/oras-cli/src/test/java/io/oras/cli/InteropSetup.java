package io.oras.cli;

import io.oras.cli.InteropCase.Setup;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Does what a case asks for before its commands. */
record InteropSetup(InteropFixtures fixtures) {
  private static final Map<String, String> FILES =
      Map.of(
          "f.txt",
          "file",
          "foobar/bar",
          "bar",
          "foobar/foo1",
          "foo",
          "foobar/foo2",
          "foo",
          "foobar/config.json",
          "{\"key\":\"v\"}",
          "foobar/annotation.json",
          "{\"$manifest\":{\"hi\":\"manifest\",\"%1$s\":\"2000-01-01T00:00:00Z\"},"
                  .formatted("org.opencontainers.image.created")
              + "\"$config\":{\"hello\":\"config\"},\"foobar/bar\":{\"foo\":\"bar\"}}",
          "foobar/annotation-rename.json",
          "{\"$manifest\":{\"%1$s\":\"2000-01-01T00:00:00Z\"},"
                  .formatted("org.opencontainers.image.created")
              + "\"foobar/bar\":{\"org.opencontainers.image.title\":\"foobar/baz\"}}",
          "foobar/to-be-attached",
          "attached");

  /** Starts the registries of a case: one that allows everything, unless it says otherwise. */
  List<InProcessRegistry> registries(InteropCase interop) throws IOException {
    List<List<String>> wanted =
        interop.registries().isEmpty() ? List.of(List.of()) : interop.registries();
    List<InProcessRegistry> started = new ArrayList<>();
    for (List<String> settings : wanted) {
      RegistryBuilder builder = InProcessRegistry.builder().lengthRequired(false);
      if (!settings.contains("empty")) {
        fixtures.seed(builder);
      }
      for (String setting : settings) {
        switch (setting) {
          case "empty" -> {}
          case "no-referrers" -> builder.referrersApi(false);
          case "no-mounts" -> builder.mounts(false);
          case "basic" -> builder.auth(Auth.basic("hello", "oras-test"));
          case "token" -> builder.auth(Auth.token("hello", "oras-test"));
          case "tls" -> builder.tls(true);
          case "no-deletes" -> builder.deletes(false);
          case "read-only" -> builder.readOnly(true);
          case "small-pages" -> builder.pageSize(2);
          default -> throw new IllegalArgumentException(setting);
        }
      }
      started.add(builder.start());
    }
    return started;
  }

  /** Writes the files that every case finds, and tells the digests of the fixtures. */
  void start(InteropSide side) throws IOException {
    side.saved.putAll(fixtures.digests());
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = side.folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  void apply(Setup setup, InteropSide side) throws IOException {
    List<String> given = setup.arguments().stream().map(side::fill).toList();
    switch (setup.verb()) {
      case "write" -> {
        Path file = side.folder.resolve(given.get(0));
        Files.createDirectories(file.getParent());
        Files.writeString(file, InteropCaseReader.unescape(given.get(1)));
      }
      case "write-home" -> {
        Path file = side.home.resolve(given.get(0));
        Files.createDirectories(file.getParent());
        Files.writeString(file, InteropCaseReader.unescape(given.get(1)));
      }
      case "large" -> {
        byte[] bytes = new byte[Integer.parseInt(given.get(1))];
        Files.write(side.folder.resolve(given.get(0)), bytes);
      }
      case "folder" -> Files.createDirectories(side.folder.resolve(given.get(0)));
      case "link" ->
          Files.createSymbolicLink(side.folder.resolve(given.get(0)), Path.of(given.get(1)));
      case "mode" ->
          Files.setPosixFilePermissions(
              side.folder.resolve(given.get(0)), PosixFilePermissions.fromString(given.get(1)));
      case "remove" -> Files.delete(side.folder.resolve(given.get(0)));
      case "layout" -> copy(fixtures.folder(given.get(0)), side.folder.resolve(given.get(1)));
      case "locks" -> side.locks = true;
      case "certificate" ->
          Files.writeString(
              side.folder.resolve(given.get(0)), side.registries.get(0).certificate());
      case "fault" -> {
        Fault fault = Fault.on(given.get(0), given.get(1));
        side.registries
            .get(0)
            .fault(
                given.size() < 4
                    ? fault.answer(Integer.parseInt(given.get(2)))
                    : fault.answer(
                        Integer.parseInt(given.get(2)), "application/json", given.get(3)));
      }
      default -> throw new IllegalArgumentException(setup.verb());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
