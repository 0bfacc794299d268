package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.real.RealRegistry;
import io.oras.tests.real.RegistryProgram;
import io.oras.tests.registry.InProcessRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of one machine that attach to one subject at the same time lose nothing. */
class AttachTest {
  private static final int EACH = 8;

  @TempDir Path temp;

  @Test
  void twoProgramsAtOnceLoseNoReferrer() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().referrersApi(false).start()) {
      attach(registry.host(), 3);
    }
  }

  @Test
  @Tag("real")
  void twoProgramsAtOnceLoseNoReferrerOnDockerRegistry() throws Exception {
    try (RealRegistry registry = RealRegistry.start(RegistryProgram.DOCKER_REGISTRY, temp)) {
      attach(registry.host(), 20);
    }
  }

  private void attach(String host, int rounds) throws Exception {
    Path state = temp.resolve("state");
    List<Program> programs = new ArrayList<>();
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      for (String name : List.of("one", "two")) {
        programs.add(new Program(name, state));
      }
      for (Program program : programs) {
        program.await("ready");
      }
      for (int round = 0; round < rounds; round++) {
        String subject = host + "/attach/round" + round + ":subject";
        byte[] content = subject.getBytes(StandardCharsets.UTF_8);
        Artifact artifact =
            Artifact.of(Layer.ofBytes(content)).withType(new MediaType("application/vnd.test"));
        Descriptor descriptor = oras.push(subject, artifact).manifest().descriptor();
        for (Program program : programs) {
          program.say(subject);
        }
        for (Program program : programs) {
          program.await("done");
        }
        assertEquals(2 * EACH, referrers(oras, subject, descriptor), "round " + round);
      }
    } finally {
      programs.forEach(Program::end);
    }
    if (Files.getFileStore(temp).supportsFileAttributeView("posix")) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    }
  }

  private static long referrers(Oras oras, String subject, Descriptor descriptor)
      throws IOException {
    return oras.at(subject).repository().referrers(descriptor.digest().toString()).stream()
        .map(Descriptor::digest)
        .distinct()
        .count();
  }

  /** A child JVM. */
  private static final class Program {
    private final Process process;
    private final BufferedReader out;

    Program(String name, Path state) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Attaching.class.getName(),
                  name,
                  Integer.toString(EACH),
                  state.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    void say(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void await(String word) throws IOException {
      String line = out.readLine();
      assertTrue(word.equals(line), () -> "expected " + word + ", the program said " + line);
    }

    void end() {
      process.destroy();
    }
  }
}
