package io.oras.tests.parity;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tests of all modules that are compiled before this one, by simple names. */
final class TestMethods implements AutoCloseable {
  private static final Set<String> KINDS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

  private final List<Path> folders = new ArrayList<>();
  private final URLClassLoader loader;

  TestMethods(Path root) throws IOException {
    for (Path parent : List.of(root, root.resolve("extensions"))) {
      try (Stream<Path> modules = Files.list(parent)) {
        modules
            .map(module -> module.resolve("target/test-classes"))
            .filter(Files::isDirectory)
            .forEach(folders::add);
      }
    }
    // The suites for adapters, which are no tests of this module alone.
    folders.add(root.resolve("oras-tests/target/classes"));
    List<URL> urls = new ArrayList<>();
    for (Path folder : folders) {
      urls.add(folder.toUri().toURL());
    }
    loader = new URLClassLoader(urls.toArray(URL[]::new), TestMethods.class.getClassLoader());
  }

  /** Whether a class of that simple name has a test of that name. */
  boolean has(String simpleName, String method) {
    return classes(simpleName).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .anyMatch(declared -> declared.getName().equals(method) && isTest(declared));
  }

  private List<Class<?>> classes(String simpleName) {
    List<Class<?>> found = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.endsWith(simpleName + ".class")).toList()) {
          String name = folder.relativize(file).toString().replaceAll("[/\\\\]", ".");
          found.add(Class.forName(name.replaceAll("\\.class$", ""), false, loader));
        }
      } catch (IOException | ClassNotFoundException e) {
        throw new AssertionError("cannot look for " + simpleName + " in " + folder, e);
      }
    }
    return found;
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(a -> KINDS.contains(a.annotationType().getSimpleName()));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
