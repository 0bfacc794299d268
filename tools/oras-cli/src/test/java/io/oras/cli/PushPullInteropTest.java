package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.registry.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one command pushes is what the other would have pushed, and the other can pull it. */
class PushPullInteropTest extends InteropTest {
  private static final Pattern TAR_DIGEST =
      Pattern.compile("\"io.deis.oras.content.digest\":\"(sha256:[0-9a-f]{64})\"");

  @BeforeEach
  void files() throws IOException {
    write("empty", "");
    write("sub/naïve ✓.txt", "unicode");
    write("same.txt", "bar");
    write("config.json", "{\"architecture\":\"arm64\",\"os\":\"linux\"}");
    write(
        "annotations.json",
        "{\"$manifest\":{\"k\":\"<&> \\u2028\"},\"$config\":{\"c\":\"1\"},\"f.txt\":{\"l\":\"2\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f.txt",
        "f.txt:text/plain,empty,sub/naïve ✓.txt:application/vnd.x+json,same.txt",
        "--artifact-type,application/vnd.test,f.txt,-a,k=<&>,-a,long=a=b c",
        "--artifact-type,application/vnd.test",
        "--config,config.json,f.txt",
        "--config,config.json:application/vnd.oci.image.config.v1+json,f.txt,empty",
        "--config,config.json:a/b,--artifact-type,application/vnd.test,f.txt",
        "--artifact-platform,linux/arm64/v8,f.txt",
        "--image-spec,v1.0,f.txt",
        "--image-spec,v1.0,--artifact-type,application/vnd.test,f.txt",
        "--image-spec,v1.0,--config,config.json:a/b,f.txt",
      })
  void theSameArgumentsGiveTheSameBytes(String arguments) throws Exception {
    List<String> given = new ArrayList<>(List.of(arguments.split(",")));
    given.addAll(List.of("-a", CREATED));
    pushByBoth(given);
    assertEquals(manifest("other", "v"), manifest("this", "v"));
    for (First puller : First.values()) {
      run(puller, "pull", "REG/" + (puller == First.THIS ? "other" : "this") + ":v", "-o", "out");
      assertPulled(arguments);
    }
  }

  @Test
  void annotationFilesGiveTheSameBytes() throws Exception {
    pushByBoth(
        List.of("--annotation-file", "annotations.json", "--config", "config.json:a/b", "f.txt"));
    String created = "\"org.opencontainers.image.created\":\"[^\"]*\"";
    assertEquals(
        manifest("other", "v").replaceAll(created, "NOW"),
        manifest("this", "v").replaceAll(created, "NOW"));
  }

  private void pushByBoth(List<String> arguments) throws Exception {
    for (First pusher : First.values()) {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(0, List.of("push", pusher == First.THIS ? "REG/this:v" : "REG/other:v"));
      run(pusher, all.toArray(String[]::new));
    }
  }

  /** What was pulled is what is in the work folder under the same names; it is removed then. */
  private void assertPulled(String arguments) throws IOException {
    Path out = folder.resolve("out");
    int files = 0;
    for (String name : List.of("f.txt", "empty", "sub/naïve ✓.txt", "same.txt")) {
      if (("," + arguments).contains("," + name)) {
        assertEquals(Files.readString(folder.resolve(name)), Files.readString(out.resolve(name)));
        Files.delete(out.resolve(name));
        files++;
      }
    }
    assertTrue(files > 0 || Files.notExists(out), "a pull without files creates no folder");
  }

  @ParameterizedTest
  @EnumSource
  void aFolderComesBackAsAnEqualTree(First first) throws Exception {
    Path tree = tree();
    run(first, "push", "REG/folder:v", "tree", "f.txt");
    run(first.next(), "pull", "REG/folder:v", "-o", "out");
    assertEquals(tree(tree), tree(folder.resolve("out/tree")));
    assertEquals("bar", Files.readString(folder.resolve("out/f.txt")));

    run(first, "pull", "REG/folder:v", "-o", "own");
    assertEquals(tree(folder.resolve("own")), tree(folder.resolve("out")));
  }

  /** Less what the process takes away. */
  @Test
  void permissionsComeBackAlike() throws Exception {
    for (String mode : List.of("rw-rw-rw-", "r--r--r--", "rwxrwxr-x")) {
      Path file = write("tree/" + mode, mode);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
    Files.setPosixFilePermissions(
        folder.resolve("tree"), PosixFilePermissions.fromString("rwxrwxrwx"));
    run(First.OTHER, "push", "REG/folder:v", "tree");
    for (First who : First.values()) {
      run(who, "pull", "REG/folder:v", "-o", "out " + who);
    }
    assertEquals(tree(folder.resolve("out OTHER")), tree(folder.resolve("out THIS")));
  }

  /** The gzip around it depends on the library that compressed it. */
  @Test
  void aFolderWithTimesOfZeroGivesTheSameTar() throws Exception {
    makeTimesZero(tree());
    pushByBoth(List.of("tree", "-a", CREATED));
    String other = tarDigest("other");
    assertEquals(other, tarDigest("this"));
    assertEquals(shape("other"), shape("this"));
  }

  private Path tree() throws IOException {
    write("tree/a/b/deep.txt", "deep");
    Path script = write("tree/run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("tree/ünï ✓/" + "n".repeat(120) + ".txt", "long");
    Files.createDirectories(folder.resolve("tree/nothing here"));
    Files.createSymbolicLink(folder.resolve("tree/link"), Path.of("a/b"));
    return folder.resolve("tree");
  }

  private String tarDigest(String repository) {
    return TAR_DIGEST
        .matcher(manifest(repository, "v"))
        .results()
        .findFirst()
        .map(result -> result.group(1))
        .orElseThrow();
  }

  /** The manifest without the digest and size of its layer. */
  private String shape(String repository) {
    return manifest(repository, "v")
        .replaceAll(
            "(\"mediaType\":\"application/vnd.oci.image.layer.v1.tar[+]gzip\"),"
                + "\"digest\":\"[^\"]*\",\"size\":[0-9]+",
            "$1");
  }

  @ParameterizedTest
  @EnumSource
  void severalTagsNameOneManifest(First first) throws Exception {
    run(first, "push", "REG/tags:one,two,three", "f.txt");
    assertEquals(List.of("one", "three", "two"), registry.tags("tags"));
    assertEquals(
        run(first, "resolve", "REG/tags:one"), run(first.next(), "resolve", "REG/tags:three"));
    run(first.next(), "tag", "REG/tags:two", "four");
    assertEquals(
        run(First.OTHER, "repo", "tags", "REG/tags"), run(First.THIS, "repo", "tags", "REG/tags"));
    assertEquals(run(First.OTHER, "repo", "ls", "REG"), run(First.THIS, "repo", "ls", "REG"));
  }

  @ParameterizedTest
  @EnumSource
  void aLayoutOfOneIsPulledByTheOther(First first) throws Exception {
    run(first, "push", "--oci-layout", "layout:v1,v2", "f.txt", "empty", "-a", CREATED);
    run(first.next(), "pull", "--oci-layout", "layout:v2", "-o", "out");
    assertEquals(
        Map.of("empty", "", "f.txt", "bar"),
        Map.of(
            "empty", Files.readString(folder.resolve("out/empty")),
            "f.txt", Files.readString(folder.resolve("out/f.txt"))));
    run(first.next(), "push", "--oci-layout", "layout:v3", "same.txt", "-a", CREATED);
    run(first, "cp", "--from-oci-layout", "layout:v3", "REG/copied:v3");
    run(first.next(), "cp", "REG/copied:v3", "--to-oci-layout", "second:v3");
    for (First who : First.values()) {
      assertEquals("v1\nv2\nv3\n", run(who, "repo", "tags", "--oci-layout", "layout"));
      assertEquals(
          run(who, "resolve", "--oci-layout", "layout:v3"),
          run(who, "resolve", "--oci-layout", "second:v3"));
    }
  }

  @Test
  void aPullThatFailsLeavesNoFileWithEither() throws Exception {
    run(First.OTHER, "push", "REG/a:v1", "same.txt", "empty", "config.json");
    String config = Files.readString(folder.resolve("config.json"));
    Digest digest = Digest.of(config.getBytes(StandardCharsets.UTF_8));
    registry.fault(Fault.on("GET", ".*/blobs/" + digest).answer(404));
    for (First who : First.values()) {
      Path out = Files.createDirectory(folder.resolve("out " + who));
      Run pull = attempt(who, "pull", "--concurrency", "1", "REG/a:v1", "-o", "out " + who);
      assertEquals(1, pull.exit(), pull.out());
      assertEquals(1, tree(out).size(), () -> who + " left something");
    }
  }

  @Test
  void manifestsAndBlobsAreFetchedAlike() throws Exception {
    run(First.OTHER, "push", "REG/a:v1", "--config", "config.json:a/b", "f.txt");
    String blob = "REG/a@" + BAR;
    for (String[] command :
        new String[][] {
          {"manifest", "fetch", "REG/a:v1"},
          {"manifest", "fetch", "--descriptor", "REG/a:v1"},
          {"manifest", "fetch", "--pretty", "REG/a:v1"},
          {"manifest", "fetch", "--format", "json", "REG/a:v1"},
          {"manifest", "fetch-config", "REG/a:v1"},
          {"manifest", "fetch-config", "--descriptor", "REG/a:v1"},
          {"blob", "fetch", "--output", "-", blob},
          {"blob", "fetch", "--descriptor", blob},
          {"resolve", "-l", "REG/a:v1"},
        }) {
      assertEquals(
          run(First.OTHER, command), run(First.THIS, command), () -> List.of(command) + "");
    }
  }
}
