package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.Deleter;
import io.oras.api.content.GraphTarget;
import io.oras.api.content.ReferrerLister;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Further tests that every {@link GraphTarget} must pass. */
public abstract class GraphTargetTck extends ContentStoreTck {
  /** Creates the suite. */
  protected GraphTargetTck() {}

  @Override
  protected abstract GraphTarget open() throws IOException;

  private GraphTarget graph() {
    return (GraphTarget) target();
  }

  private Set<Digest> predecessors(Descriptor descriptor) throws IOException {
    return digests(graph().predecessors(descriptor));
  }

  private static Set<Digest> digests(List<Descriptor> descriptors) {
    Set<Digest> digests = descriptors.stream().map(Descriptor::digest).collect(Collectors.toSet());
    assertEquals(descriptors.size(), digests.size(), "each is there once");
    return digests;
  }

  @Test
  final void parentsAndReferrersArePredecessors() throws IOException {
    Descriptor child = Samples.pushArtifact(target(), "child", null);
    Descriptor index = Samples.push(target(), Samples.index(List.of(child)));
    Descriptor referrer = Samples.pushArtifact(target(), "referrer", child);
    Descriptor onTop = Samples.pushArtifact(target(), "on top", referrer);
    assertEquals(Set.of(child.digest()), predecessors(Samples.blob("child")));
    assertEquals(Set.of(index.digest(), referrer.digest()), predecessors(child));
    assertEquals(Set.of(onTop.digest()), predecessors(referrer));
    assertEquals(Set.of(), predecessors(index));
    assertEquals(Set.of(), predecessors(Samples.blob("nowhere")));
    assertEquals(3, predecessors(Descriptor.EMPTY_JSON).size());
  }

  @Test
  final void predecessorsAreSeenFromTheirPushOn() throws IOException {
    Descriptor blob = Samples.blob("shared");
    assertEquals(Set.of(), predecessors(blob));
    Descriptor first = Samples.pushArtifact(target(), "shared", null);
    assertEquals(Set.of(first.digest()), predecessors(blob));
    Descriptor second =
        Samples.pushArtifact(target(), new MediaType("application/other"), "shared", null);
    assertEquals(Set.of(first.digest(), second.digest()), predecessors(blob));
    assertEquals(graph().predecessors(blob), graph().predecessors(blob), "in a stable order");
  }

  @Test
  final void predecessorsCountByDigestAlone() throws IOException {
    Descriptor artifact = Samples.pushArtifact(target(), "x", null);
    Descriptor other = Descriptor.of(MediaType.OCTET_STREAM, Samples.blob("x").digest(), 1);
    assertEquals(Set.of(artifact.digest()), predecessors(other));
  }

  @Test
  final void nestedManifestIsFoundByItsDigest() throws IOException {
    Descriptor child = Samples.pushArtifact(target(), "child", null);
    Descriptor index = Samples.push(target(), Samples.index(List.of(child)));
    target().tag(index, "v1");
    assertTrue(child.sameContent(target().resolve(child.digest().toString())));
  }

  @Test
  final void deletedManifestIsNoPredecessor() throws IOException {
    Deleter deleter = capability(Deleter.class);
    Descriptor subject = Samples.pushArtifact(target(), "subject", null);
    Descriptor referrer = Samples.pushArtifact(target(), "referrer", subject);
    assertEquals(Set.of(referrer.digest()), predecessors(subject));
    deleter.delete(referrer);
    assertEquals(Set.of(), predecessors(subject));
  }

  @Test
  final void referrersCarryTypeAndAnnotationsAndAreFilteredByType() throws IOException {
    ReferrerLister lister = capability(ReferrerLister.class);
    MediaType sbom = new MediaType("application/vnd.example.sbom");
    Descriptor subject = Samples.pushArtifact(target(), "subject", null);
    Samples.push(target(), Samples.index(List.of(subject)));
    Descriptor signature = Samples.pushArtifact(target(), "signature", subject);
    Descriptor list = Samples.pushArtifact(target(), sbom, "sbom", subject);
    assertEquals(
        Set.of(signature.digest(), list.digest()),
        digests(lister.referrers(subject, Optional.empty()).toList()));
    assertEquals(
        List.of(list.plain().withArtifactType(sbom).withAnnotations(Map.of("about", "sbom"))),
        lister.referrers(subject, Optional.of(sbom)).toList());
    assertEquals(List.of(), lister.referrers(subject, Optional.of(new MediaType("a/b"))).toList());
    assertEquals(List.of(), lister.referrers(signature, Optional.empty()).toList());
  }

  @Test
  final void subjectNeedNotBeHere() throws IOException {
    ReferrerLister lister = capability(ReferrerLister.class);
    Descriptor nowhere = Samples.manifest(Samples.ARTIFACT, "nowhere", null).descriptor();
    Descriptor referrer = Samples.pushArtifact(target(), "referrer", nowhere);
    assertEquals(
        Set.of(referrer.digest()), digests(lister.referrers(nowhere, Optional.empty()).toList()));
  }
}
