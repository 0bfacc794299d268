package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.real.RealRegistry;
import io.oras.tests.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands against registries as people run them. */
@Tag("real")
@ParameterizedClass
@EnumSource
class RealCommandsTest extends CommandLineTest {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String DESCRIPTOR =
      "{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + PUSHED + "\",\"size\":583}";

  @Parameter RegistryProgram flavor;
  private RealRegistry real;

  @BeforeEach
  void startReal() throws IOException {
    real = RealRegistry.start(flavor, Files.createDirectory(folder.resolve("registry")));
    host = real.host();
  }

  @AfterEach
  void closeReal() {
    if (real != null) {
      real.close();
    }
  }

  private List<String> tags(String name) {
    return oras("repo", "tags", name).lines().stream().sorted().toList();
  }

  @Test
  void blobsArePushedFetchedAndDeleted() throws IOException {
    String blob = "REG/demo/c@" + BAR;
    assertEquals(
        List.of("Pushed: [registry] " + host + "/demo/c", "Digest: " + BAR),
        oras("blob", "push", "REG/demo/c", "f.txt").lines().subList(2, 4));
    assertTrue(oras("blob", "push", "REG/demo/c", "f.txt").text().startsWith("Exists    "));
    assertEquals("bar", oras("blob", "fetch", blob, "-o", "-").text());
    oras("blob", "fetch", blob, "-o", "out").lines();
    assertEquals("bar", Files.readString(folder.resolve("out")));
    assertEquals(
        "{\"mediaType\":\"application/octet-stream\",\"digest\":\"" + BAR + "\",\"size\":3}",
        oras("blob", "fetch", blob, "--descriptor").text());

    assertEquals(
        "Deleted [registry] " + host + "/demo/c@" + BAR + "\n",
        oras("blob", "delete", "-f", blob).text());
    assertEquals(
        "Missing " + host + "/demo/c@" + BAR + "\n", oras("blob", "delete", "-f", blob).text());
  }

  @Test
  void manifestsArePushedFetchedAndDeleted() throws IOException {
    push("REG/demo/a:v1");
    String text = oras("manifest", "fetch", "REG/demo/a:v1").text();
    assertEquals(DESCRIPTOR, oras("manifest", "fetch", "REG/demo/a:v1", "--descriptor").text());
    assertEquals("{}", oras("manifest", "fetch-config", "REG/demo/a@" + PUSHED).text());
    assertEquals(
        DESCRIPTOR,
        orasWith(text, "manifest", "push", "REG/demo/a:p1,p2", "-", "--descriptor").text());
    assertEquals(List.of("p1", "p2", "v1"), tags("REG/demo/a"));

    assertEquals(
        "Deleted [registry] " + host + "/demo/a:v1\n",
        oras("manifest", "delete", "-f", "REG/demo/a:v1").text());
    for (String gone : List.of(":v1", ":p1", ":p2", "@" + PUSHED)) {
      String error = oras("resolve", "REG/demo/a" + gone).errors().get(0);
      assertTrue(
          error.startsWith(
              "Error response from registry: failed to resolve digest: not found: GET"),
          error);
      assertTrue(error.contains(" 404"), error);
    }
    assertEquals(
        "Missing " + host + "/demo/a:v1\n",
        oras("manifest", "delete", "-f", "REG/demo/a:v1").text());
  }

  @Test
  void aManifestWhoseBlobsAreMissingIsRefused() {
    push("REG/demo/a:v1");
    String text = oras("manifest", "fetch", "REG/demo/a:v1").text();
    String error = orasWith(text, "manifest", "push", "REG/demo/other:v1", "-").errors().get(0);
    assertTrue(error.startsWith("Error response from registry: PUT "), error);
  }

  @Test
  void tagsAreGivenResolvedAndListed() {
    push("REG/demo/a:v1");
    assertEquals(
        List.of("Tagging [registry] " + host + "/demo/a@" + PUSHED, "Tagged t1", "Tagged t2"),
        oras("tag", "REG/demo/a:v1", "t1", "t2").lines());
    assertEquals(PUSHED, oras("resolve", "REG/demo/a:t2").text().strip());
    assertEquals(List.of("t1", "t2", "v1"), tags("REG/demo/a"));
    assertEquals(List.of("t1", "t2", "v1"), tags("REG/demo/a:v1"));
    // docker-registry 2.8 takes no notice of "last" in a list of tags, and sorts none.
    assertEquals(
        flavor == RegistryProgram.DOCKER_REGISTRY ? List.of("t1", "t2", "v1") : List.of("t2", "v1"),
        oras("repo", "tags", "REG/demo/a", "--last", "t1").lines().stream().sorted().toList());
  }

  @Test
  void repositoriesAreListed() {
    push("REG/demo/a:v1");
    push("REG/demo/b:v1");
    push("REG/other:v1");
    assertEquals(
        List.of("demo/a", "demo/b", "other"),
        oras("repo", "ls", "REG").lines().stream().sorted().toList());
    assertEquals(
        List.of("a", "b"), oras("repo", "ls", "REG/demo").lines().stream().sorted().toList());
  }

  @Test
  void whatIsPushedIsPulledAndCopied() throws IOException {
    Files.writeString(folder.resolve("Ünï 日本語.txt"), "Grüße");
    Files.createFile(folder.resolve("empty"));
    oras("push", "REG/demo/a:v1,v2", "f.txt", "empty", "Ünï 日本語.txt", "-a", CREATED).lines();
    String digest = oras("resolve", "REG/demo/a:v2").text();

    oras("cp", "REG/demo/a:v1", "REG/demo/b:v1,v3").lines();
    oras("cp", "REG/demo/b:v3", "--to-oci-layout", "lay:v1").lines();
    oras("cp", "--from-oci-layout", "lay:v1", "REG/demo/c:v1").lines();
    assertEquals(digest, oras("resolve", "REG/demo/c:v1").text());

    oras("pull", "REG/demo/c:v1", "-o", "out").lines();
    for (String file : List.of("f.txt", "empty", "Ünï 日本語.txt")) {
      assertEquals(
          -1, Files.mismatch(folder.resolve(file), folder.resolve("out").resolve(file)), file);
    }
  }

  @Test
  void whatIsAttachedIsDiscoveredAndCopiedAlong() {
    push("REG/demo/a:v1");
    oras("attach", "REG/demo/a:v1", "--artifact-type", "sig/a", "f.txt", "-a", CREATED).lines();
    oras("attach", "REG/demo/a:v1", "--artifact-type", "sbom/b", "-a", CREATED).lines();
    oras("cp", "-r", "REG/demo/a:v1", "REG/demo/b:v1").lines();
    for (String repository : List.of("a", "b")) {
      String name = "REG/demo/" + repository;
      String tree = oras("discover", name + ":v1").text();
      assertTrue(tree.contains("sig/a") && tree.contains("sbom/b"), tree);
      assertFalse(oras("discover", name + ":v1", "--artifact-type=sbom/b").text().contains("sig"));
      // Only zot has the referrers API; elsewhere the list is a tag.
      assertEquals(
          flavor == RegistryProgram.ZOT ? List.of("v1") : List.of(PUSHED.replace(':', '-'), "v1"),
          tags(name));
      assertEquals(List.of("v1"), oras("repo", "tags", name, "--exclude-digest-tags").lines());
    }
  }

  @Test
  void indexesArePushedToo() {
    push("REG/demo/a:v1");
    oras("manifest", "index", "create", "REG/demo/a:multi", "v1").lines();
    oras("cp", "REG/demo/a:multi", "REG/demo/b:multi").lines();
    assertEquals(
        oras("resolve", "REG/demo/a:multi").text(), oras("resolve", "REG/demo/b:multi").text());
    assertEquals(PUSHED, oras("resolve", "REG/demo/b@" + PUSHED).text().strip());
  }
}
