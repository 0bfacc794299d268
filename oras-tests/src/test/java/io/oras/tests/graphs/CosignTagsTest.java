package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies take along what cosign stores under tags, if they are asked to. */
class CosignTagsTest {
  private static final MediaType TYPE = new MediaType("application/vnd.example.app");

  private InProcessRegistry registry;
  private Oras oras;
  private Repository from;
  private Repository to;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
    from = oras.repository(registry.host() + "/from");
    to = oras.repository(registry.host() + "/to");
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private static Artifact artifact(String text) {
    return Artifact.of(TYPE, Layer.ofText(text));
  }

  private static String tag(Digest digest, String suffix) {
    return "sha256-" + digest.encoded() + suffix;
  }

  private List<String> tags(Repository repository) throws IOException {
    return repository.tags().stream().sorted().toList();
  }

  @Test
  void signaturesAttestationsAndSbomsOfTheWholeGraphAreCopied() throws IOException {
    Digest child = from.push(artifact("child")).digest();
    Digest index =
        from.pushManifest(ImageIndex.of(List.of(from.resolve(child.toString()).plain())), "v1")
            .digest();
    from.push(tag(index, ".sig"), artifact("signature"));
    Digest attestation = from.push(tag(index, ".att"), artifact("attestation")).digest();
    from.push(tag(attestation, ".sig"), artifact("signature of the attestation"));
    from.push(tag(child, ".sbom"), artifact("sbom"));
    from.push("other", artifact("other"));

    oras.copy(from.at("v1"), to.at("v1"), o -> o.includeCosignTags(true));

    List<String> expected =
        List.of(
                "v1",
                tag(index, ".sig"),
                tag(index, ".att"),
                tag(attestation, ".sig"),
                tag(child, ".sbom"))
            .stream()
            .sorted()
            .toList();
    assertEquals(expected, tags(to));
    for (String tag : expected) {
      assertEquals(from.resolve(tag).digest(), to.resolve(tag).digest());
    }
  }

  @Test
  void referrersHaveTheirOwn() throws IOException {
    Digest root = from.push("v1", artifact("root")).digest();
    Digest sbom = from.attach("v1", artifact("sbom")).digest();
    from.push(tag(sbom, ".sig"), artifact("signature"));

    oras.copyTags(from, to, List.of("v1"), o -> o.includeReferrers(true).includeCosignTags(true));

    assertEquals(List.of(tag(sbom, ".sig"), "v1"), tags(to));
    assertEquals(sbom, to.referrers(root.toString()).get(0).digest());
  }

  @Test
  void byDefaultTagsStayBehind() throws IOException {
    Digest root = from.push("v1", artifact("root")).digest();
    from.push(tag(root, ".sig"), artifact("signature"));
    oras.copy(from.at("v1"), to.at("v1"), o -> o.includeReferrers(true));
    assertEquals(List.of("v1"), tags(to));
  }
}
