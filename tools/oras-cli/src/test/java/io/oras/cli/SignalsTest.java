package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.Fault;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process that is asked to end in the middle of a pull. */
class SignalsTest extends CommandLineTest {
  private static final Path ENV = Path.of("/usr/bin/env");

  private Process pull(Path out) throws IOException {
    return new ProcessBuilder(
            ENV.toString(),
            "--default-signal=TERM,INT,HUP", // A build in the background ignores some of them.
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Duser.home=" + folder.resolve("home"),
            Main.class.getName(),
            "pull",
            host + "/demo:v1",
            "-o",
            out.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void aSignalLeavesNoTemporaryFile(String signal, int code) throws Exception {
    assumeTrue(Files.isExecutable(ENV), "signals: no " + ENV);
    Files.write(folder.resolve("f.txt"), new byte[1 << 20]);
    push("REG/demo:v1");
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", "/v2/demo/blobs/.*").stall(1 << 16, gate));
    Path out = Files.createDirectory(folder.resolve("out"));
    Process process = pull(out);
    try {
      gate.awaitRequest(SafetyLimit.DURATION);
      while (files(out).isEmpty() && process.isAlive()) {
        Thread.onSpinWait();
      }

      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

      assertTrue(process.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS));
      assertEquals(code, process.exitValue(), Files.readString(folder.resolve("output")));
      assertEquals(List.of(), files(out));
    } finally {
      gate.open();
      process.destroyForcibly();
    }
  }

  private static List<Path> files(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.toList();
    }
  }
}
