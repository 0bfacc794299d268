package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.PullResult;
import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** oras-py pulls what this library pushed, and the other way round. */
class OrasPyInteropTest extends InteropTest {
  private ExternalTool python;

  @BeforeEach
  void find() throws IOException {
    python = ExternalTool.of("ORAS_IT_ORAS_PY", home).with("PYTHONDONTWRITEBYTECODE", "1");
    Files.createDirectories(home.resolve("tree/sub/nothing"));
    Files.writeString(home.resolve("a.txt"), "content");
    Files.writeString(home.resolve("empty"), "");
    Files.writeString(home.resolve("config.json"), "{\"k\":1}");
    Files.writeString(home.resolve("tree/sub/naïve ✓.txt"), "unicode");
    Path script = Files.writeString(home.resolve("tree/run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(home.resolve("tree/link"), Path.of("run.sh"));
  }

  private String py(String call) throws Exception {
    return python.run(
        "-c",
        "import oras.client, sys\nclient = oras.client.OrasClient(insecure=True)\n" + call,
        registry.host());
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String what = "";
        if (Files.isSymbolicLink(path)) {
          what = "-> " + Files.readSymbolicLink(path);
        } else {
          what = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
          what += Files.isRegularFile(path) ? " " + Files.readString(path) : "";
        }
        tree.put(root.relativize(path).toString(), what);
      }
    }
    return tree;
  }

  @Test
  void filesThatItPushedArePulled() throws Exception {
    py(
        """
        client.push(target=sys.argv[1] + '/a:v1', files=['a.txt:text/plain', 'empty'],
            manifest_config='config.json:application/vnd.test.config',
            manifest_annotations={'k': 'v'})
        """);
    PullResult pulled = oras.pull(name("a:v1"), home.resolve("out"));
    assertEquals("content", Files.readString(home.resolve("out/a.txt")));
    assertEquals("", Files.readString(home.resolve("out/empty")));
    assertEquals(2, pulled.files().size());
    ImageManifest manifest = (ImageManifest) oras.fetch(name("a:v1")).view().orElseThrow();
    assertEquals("v", manifest.annotations().get("k"));
    assertEquals(new MediaType("text/plain"), manifest.layers().get(0).mediaType());
    assertEquals(new MediaType("application/vnd.test.config"), manifest.config().mediaType());
  }

  @Test
  void filesInChunksArePulled() throws Exception {
    Files.writeString(home.resolve("large"), "0123456789".repeat(1000));
    py(
        """
        client.push(target=sys.argv[1] + '/a:v1', files=['large'], do_chunked=True,
            chunk_size=4096)
        """);
    oras.pull(name("a:v1"), home.resolve("out"));
    assertEquals(-1, Files.mismatch(home.resolve("large"), home.resolve("out/large")));
  }

  @Test
  void itPullsFilesAndFoldersThatWerePushed() throws Exception {
    oras.push(
        name("a:v1"),
        Artifact.of(
                Layer.of(home.resolve("a.txt")).withTitle("sub/a.txt"),
                Layer.of(home.resolve("empty")),
                Layer.of(home.resolve("tree")))
            .withType(TEST)
            .withConfig(Layer.ofBytes("{}".getBytes(StandardCharsets.UTF_8)).withMediaType(TEST)));
    String printed = py("print(client.pull(target=sys.argv[1] + '/a:v1', outdir='out'))");
    assertTrue(printed.contains("sub/a.txt"), printed);
    assertEquals("content", Files.readString(home.resolve("out/sub/a.txt")));
    assertEquals("", Files.readString(home.resolve("out/empty")));
    assertEquals(tree(home.resolve("tree")), tree(home.resolve("out/tree")));
  }

  /** It does not say that a layer is a folder, so what is pulled is the archive of it. */
  @Test
  void aFolderThatItPushedIsPulledAsAnArchive() throws Exception {
    py("client.push(target=sys.argv[1] + '/a:v1', files=['tree'])");
    oras.pull(name("a:v1"), home.resolve("out"));
    ExternalTool.system("/usr/bin/tar", home)
        .run("-xzf", "out/tree", "-C", "out", "--one-top-level=all");
    assertEquals(tree(home.resolve("tree")), tree(home.resolve("out/all/tree")));
  }

  @Test
  void itListsAndDeletesTags() throws Exception {
    oras.push(name("a:v1"), artifact());
    oras.push(name("a:v2"), artifact());
    assertEquals("['v1', 'v2']\n", py("print(sorted(client.get_tags(sys.argv[1] + '/a:v1')))"));
  }
}
