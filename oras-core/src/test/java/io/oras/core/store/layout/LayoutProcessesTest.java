package io.oras.core.store.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.core.store.Fixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutProcessesTest {
  /** Each costs a JVM; {@code -Dtest.args=-Doras.test.kills=20} asks for more. */
  private static final int KILLS = Integer.getInteger("oras.test.kills", 5);

  private static final int AT_ONCE = 2;

  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path root;

  private Process start(String prefix, int count) throws IOException {
    Process process = PushLoop.start(root, prefix, count);
    processes.add(process);
    return process;
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  @Tag("IMG-LAY-20")
  void twoProcessesAtOnceLoseNothing() throws Exception {
    List<Process> pushing = List.of(start("a", 50), start("b", 50));
    for (Process process : pushing) {
      assertEquals(0, process.waitFor());
    }
    LayoutStore store = LayoutStore.open(root, Fixtures.context());
    assertEquals(
        Stream.of("a-", "b-")
            .flatMap(p -> IntStream.range(0, 50).mapToObj(i -> p + i))
            .sorted()
            .toList(),
        store.tags(Optional.empty()).toList());
    assertEquals(List.of(), store.collectGarbage(Duration.ofDays(-1)));
    readAll(store);
  }

  @Test
  void killedProcessLeavesALayoutWhoseTagsCanBeRead() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<String> acknowledged = new HashSet<>();
    List<Process> pushing = new ArrayList<>();
    for (int i = 0; i < KILLS + AT_ONCE; i++) {
      if (i < KILLS) {
        pushing.add(start("p" + i, Integer.MAX_VALUE));
      }
      if (i >= AT_ONCE) {
        Process process = pushing.get(i - AT_ONCE);
        try (BufferedReader tags = process.inputReader()) {
          acknowledged.add(tags.readLine());
          process.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS);
          process.destroyForcibly();
        }
        process.waitFor();
        LayoutStore.openReadOnly(root, Fixtures.context()).close();
      }
    }
    LayoutStore store = LayoutStore.open(root, Fixtures.context());
    assertTrue(store.tags(Optional.empty()).toList().containsAll(acknowledged), "seed " + seed);
    readAll(store);
    store.collectGarbage(Duration.ofDays(-1));
    readAll(store);
    try (Stream<Path> left = Files.list(root.resolve("ingest"))) {
      assertEquals(0, left.count());
    }
  }

  private static void readAll(LayoutStore store) throws IOException {
    for (String tag : store.tags(Optional.empty()).toList()) {
      RawManifest manifest = store.fetchReference(tag);
      for (Descriptor child : manifest.view().orElseThrow().children()) {
        try (InputStream in = store.fetch(child)) {
          assertEquals(child.size(), in.readAllBytes().length, tag);
        }
      }
    }
  }
}
