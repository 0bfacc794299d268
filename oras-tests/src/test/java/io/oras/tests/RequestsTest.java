package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests the main job takes, and no more. */
class RequestsTest {
  @TempDir Path work;

  @Test
  void aSmallFileIsPushedInSevenRequestsAndPulledInTwo() throws IOException {
    Path file = Files.writeString(work.resolve("hello.txt"), "hello");
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      String name = registry.host() + "/demo:v1";

      oras.push(name, Artifact.of(Layer.of(file)));
      List<String> push = registry.requests().stream().map(LoggedRequest::method).toList();
      registry.clear();
      oras.pull(name, work.resolve("out"));

      assertTrue(push.size() <= 7, push::toString);
      assertEquals("PUT", push.get(push.size() - 1), "the tag comes last");
      assertEquals(
          List.of("GET /v2/demo/manifests/v1", "GET /v2/demo/blobs/" + sha256(file)),
          registry.requests().stream().map(LoggedRequest::line).toList());
    }
  }

  @Test
  void whatIsThereIsNotSentAgain() throws IOException {
    Path file = Files.writeString(work.resolve("hello.txt"), "hello");
    Artifact artifact =
        Artifact.of(Layer.of(file))
            .withAnnotations(Map.of("org.opencontainers.image.created", "2000-01-01T00:00:00Z"));
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      oras.push(registry.host() + "/demo:v1", artifact);
      registry.clear();

      oras.push(registry.host() + "/demo:v1", artifact);

      assertEquals(
          List.of(),
          registry.requests().stream().filter(r -> r.path().contains("/uploads/")).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void manySmallNewFilesTakeLittleMoreThanTwoRequestsEach(int number) throws IOException {
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      oras.push(registry.host() + "/demo:v1", numbered(0, number));

      assertAtMost(2.2 * number + 10, registry.requests().size());
    }
  }

  /** One blob at a time, since the order of the answers decides what is asked for. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void filesOfWhichHalfAreThereTakeNoMoreRequestsAndFewAreSentAgain(int step) throws IOException {
    int number = 100;
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      oras.push(registry.host() + "/demo:half", numbered(0, number, step));
      registry.clear();

      oras.push(
          registry.host() + "/demo:whole",
          numbered(0, step == 1 ? 2 * number : number, 1),
          o -> o.concurrency(1));

      assertAtMost(2.2 * number + 10 + number, registry.requests().size());
      long sent = registry.requests().stream().filter(r -> r.method().equals("POST")).count();
      int missing = step == 1 ? number : number / 2;
      assertAtMost(missing + 16, (int) sent);
    }
  }

  private static Artifact numbered(int from, int to) {
    return numbered(from, to, 1);
  }

  private static Artifact numbered(int from, int to, int step) {
    return Artifact.of(
        new MediaType("application/vnd.example"),
        IntStream.iterate(from, i -> i < to, i -> i + step)
            .mapToObj(i -> Layer.ofText("file " + i).withTitle(i + ".txt"))
            .toList());
  }

  private static void assertAtMost(double limit, int number) {
    assertTrue(number <= limit, () -> number + " requests, expected at most " + limit);
  }

  private static String sha256(Path file) throws IOException {
    return Digest.of(Files.readAllBytes(file)).toString();
  }
}
