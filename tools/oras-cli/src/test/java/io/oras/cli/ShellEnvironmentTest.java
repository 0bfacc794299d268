package io.oras.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, with the variables of its shell alone. */
@EnabledOnOs(OS.LINUX)
class ShellEnvironmentTest extends CommandLineTest {
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private Path home;
  private Path working;

  @BeforeEach
  void folders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    working = Files.createDirectory(folder.resolve("working"));
    variables.put("LC_ALL", "C");
  }

  private Run java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Stream.of(arguments).map(text -> text.replace("REG", host)).forEach(command::add);
    return run(command);
  }

  /** Starts a shell, which passes text on as bytes: this JVM may have no UTF-8 locale either. */
  private Run run(List<String> command) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("cd " + quoted(working.toString()) + " && exec");
    command.forEach(word -> script.append(' ').append(quoted(word)));
    Path file = Files.writeString(folder.resolve("script"), script, UTF_8);
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString());
    builder.environment().clear();
    builder.environment().putAll(variables);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  @Test
  void loginIsStoredInTheHomeFolderOfTheShell() throws Exception {
    variables.put("HOME", home.toString());
    options.add("-Duser.home=" + folder.resolve("other"));

    java("login", "REG", "-u", "ann", "-p", "s3cret").text();

    assertTrue(Files.exists(home.resolve(".docker/config.json")));
    assertFalse(Files.exists(folder.resolve("other")));
  }

  @Test
  void loginWithoutAHomeFolderSaysWhatToSet() throws Exception {
    options.add("-Duser.home=?"); // As the JVM says for a user without an entry in passwd.

    Run run = java("login", "REG", "-u", "ann", "-p", "s3cret");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("set HOME or DOCKER_CONFIG"), run.err());
    assertEquals(List.of(), entries(working));
  }

  @Test
  void pullsAnonymouslyWithoutAHomeFolder() throws Exception {
    push("REG/demo:v1");
    options.add("-Duser.home=?");

    java("pull", "REG/demo:v1").text();

    assertEquals(List.of("f.txt"), entries(working));
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "de_XX.UTF-8", ""})
  void annotationKeepsItsCharactersInAnyLocale(String locale) throws Exception {
    variables.put("LC_ALL", locale);
    variables.put("HOME", home.toString());

    java("push", "REG/demo:v1", "-a", "k=naïve", "-a", "n=日本").text();

    String manifest = oras("manifest", "fetch", "REG/demo:v1").text();
    assertTrue(manifest.contains("\"k\":\"naïve\""), manifest);
    assertTrue(manifest.contains("\"n\":\"日本\""), manifest);
  }

  @Test
  void userNameKeepsItsCharactersWithoutALocale() throws Exception {
    variables.put("HOME", home.toString());

    java("login", "REG", "-u", "jürgen", "-p", "pässword").text();

    String config = Files.readString(home.resolve(".docker/config.json"));
    String expected = Base64.getEncoder().encodeToString("jürgen:pässword".getBytes(UTF_8));
    assertTrue(config.contains(expected), config);
  }

  @Test
  void argumentThatIsNotUtf8IsRefused() throws Exception {
    variables.put("HOME", home.toString());
    Path script = folder.resolve("latin1");
    Files.write(script, "exec \"$@\" -a \"$(printf 'k=na\\357ve')\"\n".getBytes(UTF_8));
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("push", host + "/demo:v1"));

    Run run = run(command);

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("the argument"), run.err());
    assertTrue(run.err().contains("LC_ALL=C.UTF-8"), run.err());
  }

  @Test
  void fileNameThatTheLocaleCannotExpressIsRefusedWithTheCause() throws Exception {
    variables.put("HOME", home.toString());

    Run run = java("push", "--oci-layout", "l:v1", "naïve.txt");

    assertEquals(1, run.exit());
    assertEquals(
        "Error: \"naïve.txt\" cannot be read in the character set of the locale,"
            + " ANSI_X3.4-1968; set LC_ALL=C.UTF-8\n",
        run.err());
  }

  @Test
  void workingFolderThatTheLocaleCannotExpressIsRefused() throws Exception {
    variables.put("HOME", home.toString());
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    command.add("mkdir dirä && cd dirä && exec \"$@\"");
    command.add("sh");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("push", "--oci-layout", "l:v1"));

    Run run = run(command);

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("the name of the working folder"), run.err());
    assertTrue(run.err().contains("LC_ALL=C.UTF-8"), run.err());
  }

  @Test
  void homeFolderThatTheLocaleCannotExpressIsRefused() throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "HOME=/home/jürgen"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("login", host, "-u", "ann", "-p", "s3cret"));

    Run run = run(command);

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("the home folder cannot be read"), run.err());
  }

  @Test
  void proxyForHttpsGetsItsPassword() throws Exception {
    CompletableFuture<String> head = new CompletableFuture<>();
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (Socket client = proxy.accept()) {
                      head.complete(readHead(client.getInputStream()));
                      String answer = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n";
                      client.getOutputStream().write(answer.getBytes(UTF_8));
                    }
                  }
                } catch (IOException e) {
                  head.completeExceptionally(e); // The test is over.
                }
              });
      server.start();
      variables.put("HOME", home.toString());
      variables.put("HTTPS_PROXY", "http://me:secret@localhost:" + proxy.getLocalPort());

      assertEquals(1, java("resolve", "registry.example/demo:v1").exit());

      String secret = Base64.getEncoder().encodeToString("me:secret".getBytes(UTF_8));
      assertTrue(
          head.get(SafetyLimit.SECONDS, TimeUnit.SECONDS)
              .contains("Proxy-Authorization: Basic " + secret),
          "the proxy got no password");
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 10_000 && head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  @Test
  void numbersAreTheSameInALocaleWithOtherDigits() throws Exception {
    variables.put("HOME", home.toString());
    options.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    push("REG/demo:v1");

    Run run = java("backup", "REG/demo", "--output", "backup");

    assertTrue(run.text().contains("1 tag(s)"), run.out());
  }
}
