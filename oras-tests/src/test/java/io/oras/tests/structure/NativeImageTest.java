package io.oras.tests.structure;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.structure.MethodCalls.Call;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native image cannot see in the code of the library stands in the reachability
 * metadata of its jar. Services need no entry: native image reads {@code META-INF/services}.
 */
class NativeImageTest {
  /** Methods that find members, classes or resources by a name at run time. */
  private static final Set<String> BY_NAME =
      Set.of(
          "forName",
          "findStatic",
          "findVirtual",
          "findConstructor",
          "getDeclaredConstructor",
          "getDeclaredField",
          "getDeclaredMethod",
          "getResource",
          "getResourceAsStream",
          "getResources",
          "newProxyInstance",
          "loadLibrary",
          "getBundle");

  /** The files that use such a method, with what the metadata of their jars must name. */
  private static final Map<String, List<String>> USES =
      Map.of(
          "oras-core/src/main/java/io/oras/core/Version.java",
          List.of("io/oras/core/version.properties"),
          "oras-core/src/main/java/io/oras/core/concurrent/WorkerThreads.java",
          List.of("java.util.concurrent.Executors", "newVirtualThreadPerTaskExecutor"),
          "oras-core/src/main/java/io/oras/core/PortCalls.java",
          List.of("io.oras.api.content.Deleter", "io.oras.api.content.TagLister"),
          "oras-transport-jdk/src/main/java/io/oras/transport/jdk/ClosableHttpClient.java",
          List.of("java.net.http.HttpClient", "shutdownNow", "awaitTermination"),
          "extensions/oras-console/src/main/java/io/oras/console/Terminal.java",
          List.of("java.io.Console", "isTerminal"),
          // Explains a failure: without an entry its message is shorter.
          "oras-api/src/main/java/io/oras/api/spi/ProviderSearch.java",
          List.of());

  private static Stream<String> folders() {
    return Reactor.folders().stream()
        .filter(folder -> !folder.startsWith("tools/") && !folder.equals("oras-tests"));
  }

  private static boolean isByName(Call call) {
    return BY_NAME.contains(call.method())
        || (call.method().equals("getMethod")
            && call.target().filter(on -> on.toString().endsWith(".class")).isPresent());
  }

  @Test
  void everyUseByNameIsListed() {
    assertEquals(
        new TreeSet<>(USES.keySet()),
        MethodCalls.in(folders().toList()).stream()
            .filter(NativeImageTest::isByName)
            .map(Call::file)
            .collect(toCollection(TreeSet::new)));
  }

  @Test
  void metadataOfTheJarNamesEveryUse() {
    USES.forEach(
        (file, names) -> {
          String folder = file.substring(0, file.indexOf("/src/"));
          for (String name : names) {
            String text = metadata(folder);
            assertTrue(text.contains('"' + name + '"'), file + ": " + name);
          }
        });
  }

  @Test
  void everyPortCanBeCalledThroughAProxy() throws ClassNotFoundException {
    Path ports = Reactor.ROOT.resolve("oras-api/src/main/java/io/oras/api/content");
    Set<String> interfaces = new TreeSet<>();
    for (Path file : Reactor.files(ports, ".java")) {
      String simple = file.getFileName().toString().replace(".java", "");
      if (!simple.equals("package-info")) {
        Class<?> type = Class.forName("io.oras.api.content." + simple);
        boolean callersOwn = simple.equals("ContentSource") || simple.equals("ManifestCodec");
        if (type.isInterface() && Modifier.isPublic(type.getModifiers()) && !callersOwn) {
          interfaces.add(type.getName());
        }
      }
    }
    assertEquals(
        interfaces,
        new TreeSet<>(
            Reactor.groups(
                Pattern.compile("\"(io\\.oras\\.api\\.content\\.\\w+)\""), metadata("oras-core"))));
  }

  private static String metadata(String folder) {
    String artifact = folder.replaceFirst(".*/", "");
    Path file =
        Reactor.ROOT
            .resolve(folder)
            .resolve("target/classes/META-INF/native-image/io.oras")
            .resolve(artifact)
            .resolve("reachability-metadata.json");
    assertTrue(Files.exists(file), file::toString);
    return Reactor.read(file);
  }
}
