package io.oras.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** skopeo tries the same endpoints in the same order; none of them exists. */
@Tag("real")
class SkopeoInteropTest {
  private static final Pattern TRYING = Pattern.compile("Trying to access ..(.*?)...\\R");
  private static final Pattern BLOCKED =
      Pattern.compile("Accessing ..(.*?).. failed: registry .* is blocked");

  @TempDir Path folder;

  /** skopeo takes no tag beside a digest, and differs where a dagger stands. */
  static Stream<Vector> vectors() {
    return EndpointsTest.vectors()
        .filter(vector -> !vector.number().contains("†"))
        .filter(vector -> !vector.name().matches(".*:1@D"))
        .filter(vector -> !vector.places().contains("docker.io"))
        .filter(vector -> !vector.name().startsWith("docker.io/user"));
  }

  @ParameterizedTest(name = "vector {0}")
  @MethodSource("vectors")
  void skopeoTriesTheSameEndpoints(Vector vector) throws IOException, InterruptedException {
    String output = skopeo(vector);
    List<String> tried = groups(TRYING, output);
    tried.removeAll(groups(BLOCKED, output));
    switch (vector.places()) {
      case "blocked" -> assertTrue(output.contains("blocked"), output);
      case "invalid" -> assertEquals(List.of(), tried, output);
      default -> assertEquals(vector.expected().replace("~", ""), String.join(", ", tried), output);
    }
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private String skopeo(Vector vector) throws IOException, InterruptedException {
    Path conf = Files.writeString(folder.resolve("registries.conf"), vector.toml());
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getenv("ORAS_IT_SKOPEO"),
                "--debug",
                "--registries-conf",
                conf.toString(),
                "inspect",
                "--raw",
                "docker://" + vector.reference())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.start().waitFor();
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
