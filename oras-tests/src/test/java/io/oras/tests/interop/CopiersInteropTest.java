package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.ReferrerTree;
import io.oras.core.options.CopyOptions;
import io.oras.tests.tool.ExternalTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** crane and regctl copy what this library made, and it copies what they made. */
class CopiersInteropTest extends InteropTest {
  private ExternalTool crane() {
    return ExternalTool.of("ORAS_IT_CRANE", home);
  }

  private ExternalTool regctl() throws Exception {
    ExternalTool regctl = ExternalTool.of("ORAS_IT_REGCTL", home);
    regctl.run("registry", "set", "--skip-check", "--tls", "disabled", registry.host());
    return regctl;
  }

  private Set<Digest> referrers(String name) throws Exception {
    return oras.discover(name).flatten().stream()
        .map(Descriptor::digest)
        .collect(Collectors.toSet());
  }

  @Test
  void craneCopiesListsAndShowsArtifacts() throws Exception {
    RawManifest pushed = oras.push(name("a:v1"), artifact()).manifest();
    Digest digest = pushed.descriptor().digest();
    ExternalTool crane = crane();
    crane.run("copy", name("a:v1"), name("b:v1"));
    assertCopied(name("b:v1"), digest);
    crane.run("tag", name("a:v1"), "v2");
    assertEquals("v1\nv2\n", crane.run("ls", name("a")));
    assertEquals("a\nb\n", crane.run("catalog", registry.host()));
    assertEquals(digest + "\n", crane.run("digest", name("a:v2")));
    assertArrayEquals(
        pushed.bytes(), crane.run("manifest", name("a:v1")).getBytes(StandardCharsets.UTF_8));
    crane.run("delete", name("a@" + digest));
    assertEquals(List.of(), registry.tags("a"));
  }

  @Test
  void craneCopiesIndexesAndReadsAndWritesLayouts() throws Exception {
    Digest index = pushIndex("a");
    ExternalTool crane = crane();
    crane.run("copy", name("a:index"), name("b:index"));
    assertEquals(index, tag("b", "index"));
    crane.run("validate", "--remote", name("b:index"));

    crane.run("pull", "--format", "oci", "--annotate-ref", name("a:index"), "pulled");
    oras.copy(layout("pulled#" + index), name("c:index"));
    assertEquals(index, tag("c", "index"));

    oras.copy(name("a:index"), layout("ours#index"));
    crane.run("push", "--index", "ours", name("d:index"));
    // It takes index.json, in which the index is one of several, for the index that is meant.
    assertTrue(
        oras.fetch(name("d:index")).view().orElseThrow().children().stream()
            .anyMatch(child -> child.digest().equals(index)));
  }

  @Test
  void whatCraneMadeIsCopiedAndPulled() throws Exception {
    Files.write(home.resolve("layer.tar"), TAR);
    ExternalTool crane = crane();
    crane.run("append", "--oci-empty-base", "-f", "layer.tar", "-t", name("a:oci"));
    crane.run("append", "-f", "layer.tar", "-t", name("a:docker"));
    for (String tag : List.of("oci", "docker")) {
      Digest digest = Digest.parse(crane.run("digest", name("a:" + tag)).strip());
      assertEquals(
          digest,
          oras.copy(name("a:" + tag), layout("ours#" + tag)).manifest().descriptor().digest());
      assertEquals(
          digest,
          oras.copy(layout("ours#" + tag), name("b:" + tag)).manifest().descriptor().digest());
      crane.run("validate", "--remote", name("b:" + tag));
    }
  }

  @Test
  void regctlCopiesArtifactsWithReferrers() throws Exception {
    Digest index = pushIndex("a");
    Digest digest = oras.push(name("a:v1"), artifact()).manifest().descriptor().digest();
    ExternalTool regctl = regctl();
    regctl.run("image", "copy", name("a:v1"), name("b:v1"));
    assertCopied(name("b:v1"), digest);
    regctl.run("image", "copy", "--referrers", name("a:index"), name("b:index"));
    assertEquals(index, tag("b", "index"));
    assertEquals(referrers(name("a:index")), referrers(name("b:index")));
    assertEquals("content", regctl.run("artifact", "get", "--file", "a.txt", name("a:v1")));
    assertTrue(regctl.run("tag", "ls", name("a")).contains("v1\n"));
  }

  @Test
  void whatRegctlMadeIsPulledAndDiscovered() throws Exception {
    Files.writeString(home.resolve("a.txt"), "content");
    Files.writeString(home.resolve("empty"), "");
    ExternalTool regctl = regctl();
    String type = TEST.value();
    regctl.run(
        "artifact",
        "put",
        "--artifact-type",
        type,
        "--file-title",
        "--file",
        "a.txt",
        "--file-media-type",
        "text/plain",
        "--file",
        "empty",
        "--file-media-type",
        type,
        name("a:v1"));
    assertCopied(name("a:v1"), tag("a", "v1"));
    regctl.run(
        "artifact", "put", "--artifact-type", type, "--file", "a.txt", "--subject", name("a:v1"));
    ReferrerTree tree = oras.discover(name("a:v1"));
    assertEquals(TEST, tree.referrers().get(0).descriptor().artifactType());
    assertTrue(
        regctl
            .run("artifact", "list", name("a:v1"))
            .contains(tree.referrers().get(0).descriptor().digest().toString()));
  }

  @Test
  void regctlAndThisReadEachOthersLayouts() throws Exception {
    Digest index = pushIndex("a");
    ExternalTool regctl = regctl();
    regctl.run("image", "copy", "--referrers", name("a:index"), "ocidir://theirs:index");
    assertEquals(index, oras.resolve(layout("theirs#index")).digest());
    CopyOptions all = CopyOptions.builder().includeReferrers(true).build();
    oras.copy(layout("theirs#index"), name("b:index"), all);
    assertEquals(referrers(name("a:index")), referrers(name("b:index")));

    oras.copy(name("a:index"), layout("ours#index"), all);
    regctl.run("image", "copy", "--referrers", "ocidir://ours:index", name("c:index"));
    assertEquals(index, tag("c", "index"));
  }
}
