package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * skopeo copies what this library made, and it what skopeo made, over https: without it skopeo
 * waits 10 seconds at each end for an answer to its TLS.
 */
class SkopeoInteropTest extends InteropTest {
  private ExternalTool skopeo;

  @BeforeEach
  @Override
  void start() throws IOException {
    start(true);
    skopeo = ExternalTool.of("ORAS_IT_SKOPEO", home);
  }

  @Test
  void itCopiesArtifactsAndIndexes() throws Exception {
    Digest digest = oras.push(name("a:v1"), artifact()).manifest().descriptor().digest();
    Digest index = pushIndex("a");
    for (String tag : List.of("v1", "index")) {
      skopeo("docker://" + name("a:" + tag), "docker://" + name("b:" + tag));
    }
    assertCopied(name("b:v1"), digest);
    assertEquals(index, tag("b", "index"));
    String tags = skopeo.run("list-tags", "--cert-dir", certificates(), "docker://" + name("b"));
    assertTrue(tags.contains("\"v1\"") && tags.contains("\"index\""), tags);
  }

  @Test
  void itAndThisReadEachOthersLayouts() throws Exception {
    Digest index = pushIndex("a");
    skopeo("docker://" + name("a:index"), "oci:theirs:index");
    skopeo("docker://" + name("a:index"), "oci-archive:theirs.tar:index");
    oras.copy(layout("theirs#index"), name("b:folder"));
    oras.copy("oci-archive://" + home.resolve("theirs.tar") + "#index", name("b:tar"));
    assertEquals(index, tag("b", "folder"));
    assertEquals(index, tag("b", "tar"));

    oras.copy(name("a:index"), layout("ours#index"));
    oras.copy(name("a:index"), "oci-archive://" + home.resolve("ours.tar") + "#index");
    skopeo("oci:ours:index", "docker://" + name("c:folder"));
    skopeo("oci-archive:ours.tar:index", "docker://" + name("c:tar"));
    assertEquals(index, tag("c", "folder"));
    assertEquals(index, tag("c", "tar"));
  }

  private void skopeo(String from, String to) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("--insecure-policy", "copy", "--all", "--preserve-digests"));
    command.addAll(List.of("--src-cert-dir", certificates(), "--dest-cert-dir", certificates()));
    command.addAll(List.of(from, to));
    skopeo.run(command.toArray(String[]::new));
  }

  private String certificates() {
    return home.resolve("certificates").toString();
  }
}
