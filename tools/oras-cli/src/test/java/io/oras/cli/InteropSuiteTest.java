package io.oras.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs this command and {@code oras} beside each other and compares exit codes, output, files and
 * the content of registries. The property {@code oras.interop.only} limits it to the cases whose
 * names match a pattern.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropSuiteTest {
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private Path root = Path.of("");
  private String program = "";
  private InteropFixtures fixtures;
  private InteropOpen open;

  @BeforeAll
  void prepare(@TempDir Path folder) throws IOException {
    root = folder;
    program = InteropRunner.program();
    fixtures = InteropFixtures.in(root.resolve("fixtures"));
    open = InteropOpen.read();
  }

  @AfterAll
  void stop() {
    workers.shutdownNow();
  }

  @TestFactory
  List<DynamicTest> bothDoTheSame() throws IOException {
    Pattern only = Pattern.compile(System.getProperty("oras.interop.only", ""));
    List<DynamicTest> tests = new ArrayList<>();
    for (InteropCase interop : InteropCaseReader.readAll()) {
      if (only.matcher(interop.name()).find()) {
        Path folder = root.resolve("" + tests.size());
        Future<?> done = workers.submit(() -> run(interop, folder));
        tests.add(DynamicTest.dynamicTest(interop.name(), () -> await(done)));
      }
    }
    return tests;
  }

  private Void run(InteropCase interop, Path folder) throws Exception {
    InteropSetup setup = new InteropSetup(fixtures);
    Files.createDirectories(folder);
    try (InteropSide ours = new InteropOurs(folder.resolve("our"), setup.registries(interop));
        InteropSide theirs =
            new InteropTheirs(program, folder.resolve("oth"), setup.registries(interop))) {
      new InteropRunner(interop, setup, open, ours, theirs).run();
    }
    return null;
  }

  private static void await(Future<?> done) throws Throwable {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
