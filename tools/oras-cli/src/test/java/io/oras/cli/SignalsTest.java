package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.Fault;
import io.oras.tests.registry.RequestGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process that is asked to end in the middle of a pull. */
class SignalsTest extends CommandLineTest {
  private static final Path ENV = Path.of("/usr/bin/env");
  private static final long MINUTES = 2;

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
    try (WatchService watch = out.getFileSystem().newWatchService()) {
      out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process = pull(out);
      try {
        assertNotNull(watch.poll(MINUTES, TimeUnit.MINUTES), "a temporary file is created");

        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES));
        assertEquals(code, process.exitValue(), Files.readString(folder.resolve("output")));
        try (Stream<Path> left = Files.list(out)) {
          assertEquals(List.of(), left.toList());
        }
      } finally {
        gate.open();
        process.destroyForcibly();
      }
    }
  }
}
