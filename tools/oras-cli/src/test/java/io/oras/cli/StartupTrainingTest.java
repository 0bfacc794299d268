package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTrainingTest {
  @TempDir Path folder;

  @Test
  void trainingGoesThroughPushPullAndAllElseToTheEnd() throws IOException {
    StartupTraining.in(folder);

    assertEquals("one", Files.readString(folder.resolve("out/one.txt")));
    assertEquals("two", Files.readString(folder.resolve("out/tree/two.txt")));
  }
}
