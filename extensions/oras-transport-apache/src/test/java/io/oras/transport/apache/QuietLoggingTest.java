package io.oras.transport.apache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietLoggingTest {
  /** A program that sends a request and prints nothing itself but {@code done}. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      TransportConfig config =
          new TransportConfig() {
            @Override
            public Environment environment() {
              return Environment.of(Map.of(), Path.of("home"), "Linux");
            }
          };
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      try (HttpTransport transport = new ApacheTransportProvider().create(config)) {
        URI nowhere = URI.create("http://127.0.0.1:" + port + "/");
        transport.send(TransportRequest.of("GET", nowhere)).close();
      } catch (TransportException e) {
        System.out.println("done " + System.getProperty("slf4j.internal.verbosity"));
      }
    }
  }

  @Test
  void programWithoutALoggingProviderPrintsNothingAndKeepsItsProperties() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("done null", output.strip());
    assertEquals(0, process.waitFor());
  }

  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String classes =
        Path.of(
                QuietLoggingTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .toString();
    return String.join(
        java.io.File.pathSeparator, System.getProperty("java.class.path"), modules, classes);
  }
}
