package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that a shell on Linux takes for granted. */
@EnabledOnOs(OS.LINUX)
class ShellArgumentsTest extends CommandLineTest {
  @Test
  void layoutOfOneLetterHasATag() {
    oras("push", "--oci-layout", "l:v1", "f.txt").lines();
    assertEquals(List.of("v1"), oras("repo", "tags", "--oci-layout", "l").lines());
    assertFalse(Files.exists(folder.resolve("l:v1")));
  }

  @Test
  void workingFolderIsALayout() {
    oras("push", "--oci-layout", ".:new", "f.txt").lines();
    assertEquals(List.of("new"), oras("repo", "tags", "--oci-layout", ".").lines());
    oras("pull", "--oci-layout", ".:new", "-o", "out").lines();
    assertTrue(Files.exists(folder.resolve("out/f.txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {":", ":v1"})
  void layoutWithoutAPathIsRefused(String name) {
    assertEquals(
        "Error: found empty file path in \"" + name + '"',
        oras("push", "--oci-layout", name, "f.txt").errors().get(0));
  }

  @Test
  void backslashIsACharacterOfTheName() {
    oras("push", "--oci-layout", "c:\\x:v1", "f.txt").lines();
    assertTrue(Files.isDirectory(folder.resolve("c:\\x")));
  }

  @Test
  void fileOfOneLetterHasAType() throws IOException {
    Files.writeString(folder.resolve("a"), "bar");
    oras("push", "REG/demo:v1", "a:text/plain").lines();
    String manifest = oras("manifest", "fetch", "REG/demo:v1").text();
    assertTrue(manifest.contains("\"mediaType\":\"text/plain\""), manifest);
    assertTrue(manifest.contains("\"org.opencontainers.image.title\":\"a\""), manifest);
  }

  @Test
  void fileWhoseNameBeginsWithAnAtSignIsPushed() throws IOException {
    Files.writeString(folder.resolve("@f.txt"), "at");
    oras("push", "REG/demo:v1", "@f.txt").lines();
    oras("pull", "REG/demo:v1", "-o", "out").lines();
    assertEquals("at", Files.readString(folder.resolve("out/@f.txt")));
  }

  /** A folder of somebody else may contain such names, which a shell writes for {@code *}. */
  @Test
  void argumentThatBeginsWithAnAtSignIsReplacedByNoFile() throws IOException {
    Path more = Files.writeString(folder.resolve("more"), "--plain-http=false f.txt");
    Run run = oras("push", "REG/demo:v1", "@" + more);
    assertTrue(run.errors().get(0).contains("@" + more), run.err());
    oras("push", "REG/demo:v1", "f.txt", "-a", "key=@" + more, "--artifact-type", "a/b").lines();
    String manifest = oras("manifest", "fetch", "REG/demo:v1").text();
    assertTrue(manifest.contains("\"key\":\"@" + more + '"'), manifest);
  }

  @Test
  void hostWithAnUnderscoreIsReached() {
    String rule = "my_registry:5000:" + host.replace("localhost", "127.0.0.1");
    String[] reach = {"--plain-http", "--resolve", rule};
    String name = "my_registry:5000/demo:v1";
    oras("push", name, "f.txt", "--plain-http", "--resolve", rule).lines();
    oras("pull", name, "-o", "out", reach[0], reach[1], reach[2]).lines();
    assertTrue(Files.exists(folder.resolve("out/f.txt")));
    assertEquals(List.of("v1"), oras("repo", "tags", "REG/demo").lines());
  }

  @Test
  void nameOfALayoutThatReadsLikeADigestStopsNoRestore() throws IOException {
    push("REG/demo:v1");
    oras("cp", "REG/demo:v1", "--to-oci-layout", "layout:v1").lines();
    oras("cp", "REG/demo:v1", "--to-oci-layout", "layout:v2").lines();
    Path index = folder.resolve("layout/index.json");
    String digest = "sha256:" + "0".repeat(64);
    Files.writeString(index, Files.readString(index).replace("\"v2\"", '"' + digest + '"'));

    oras("restore", "REG/restored", "--input", "layout").lines();

    assertEquals(List.of("v1"), oras("repo", "tags", "REG/restored").lines());
  }

  @Test
  void namesOfALayoutThatAreNoTagsStopNoRestore() throws IOException {
    push("REG/demo:v1");
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g");
    for (String name : names) {
      oras("cp", "REG/demo:v1", "--to-oci-layout", "layout:" + name).lines();
    }
    Path index = folder.resolve("layout/index.json");
    Files.writeString(
        index,
        Files.readString(index).replace("\"b\"", "\"../b\"").replace("\"d\"", "\"\\u001b[1m\""));

    Run run = oras("restore", "REG/restored", "--input", "layout");

    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.err().contains("WARNING! left out \"../b\", which is not a valid tag"), run.err());
    assertTrue(
        run.err().contains("WARNING! left out \"\\u001b[1m\", which is not a valid tag"),
        run.err());
    assertTrue(run.out().startsWith("Found 5 tag(s) in the backup: a, c, e, f, g\n"), run.out());
    assertEquals(List.of("a", "c", "e", "f", "g"), oras("repo", "tags", "REG/restored").lines());
  }

  @Test
  void manyTagsOfABackupStandOnALineEach() throws IOException {
    push("REG/demo:v1");
    for (String tag : List.of("v2", "v3", "v4", "v5", "v6")) {
      oras("tag", "REG/demo:v1", tag).lines();
    }

    Run run = oras("backup", "REG/demo", "--output", "backup");

    assertTrue(run.out().startsWith("Found 6 tag(s) in "), run.out());
    assertTrue(run.out().contains(":\nv1\nv2\nv3\nv4\nv5\nv6\n"), run.out());
  }

  private void makePipe(String name) throws IOException, InterruptedException {
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
    assertEquals(0, mkfifo.waitFor());
  }

  private void assertRefused(String name, String... arguments) {
    Run run = oras(arguments);
    assertEquals(
        "Error: " + folder.resolve(name) + ": is a pipe, a socket or a device, not a regular file",
        run.errors().get(run.errors().size() - 1));
  }

  @Test
  void namedPipeIsRefusedAtOnce() throws Exception {
    makePipe("pipe");
    assertRefused("pipe", "push", "REG/demo:v1", "pipe");
    assertRefused("pipe", "push", "REG/demo:v1", "--config", "pipe", "f.txt");
    push("REG/demo:v1");
    assertRefused("pipe", "attach", "--artifact-type", "a/b", "REG/demo:v1", "pipe");
    assertRefused("pipe", "blob", "push", "REG/demo", "pipe");
  }

  @Test
  void blobIsWrittenToANamedPipe() throws Exception {
    push("REG/demo:v1");
    makePipe("pipe");
    Path read = folder.resolve("read");
    Process reader =
        new ProcessBuilder("cat", folder.resolve("pipe").toString())
            .redirectOutput(read.toFile())
            .start();

    oras("blob", "fetch", "REG/demo@" + BAR, "-o", "pipe").lines();

    assertEquals(0, reader.waitFor());
    assertEquals("bar", Files.readString(read));
    assertFalse(Files.isRegularFile(folder.resolve("pipe")));
  }

  @Test
  void socketIsRefused() throws Exception {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      assertRefused("socket", "push", "REG/demo:v1", "socket");
    }
  }

  @Test
  void nullDeviceIsAnEmptyConfig() {
    oras("push", "REG/demo:v1", "--disable-path-validation", "--config", "/dev/null:a/b", "f.txt")
        .lines();
    assertTrue(oras("manifest", "fetch", "REG/demo:v1").text().contains("\"size\":0"));
  }
}
