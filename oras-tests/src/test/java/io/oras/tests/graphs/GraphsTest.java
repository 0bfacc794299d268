package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Manifest;
import io.oras.api.model.Platform;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.core.CopyResult;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.TransferPlan;
import io.oras.core.TransferPlan.Fate;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.CopyHooks;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PushOptions;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphsTest {
  private static final CopyOptions RECURSIVE = CopyOptions.builder().includeReferrers(true).build();

  @TempDir Path folder;
  private Oras oras;
  private InProcessRegistry modern;
  private InProcessRegistry old;

  @BeforeEach
  void start() throws IOException {
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
    modern = InProcessRegistry.start();
    old = InProcessRegistry.builder().referrersApi(false).start();
  }

  @AfterEach
  void stop() {
    oras.close();
    modern.close();
    old.close();
  }

  private InProcessRegistry registry(boolean api) {
    return api ? modern : old;
  }

  private Target open(InProcessRegistry registry, String repository) throws IOException {
    return oras.open(ArtifactName.parse(registry.host() + "/" + repository));
  }

  private ArtifactName layout(String name) {
    return StoreReference.of(StoreReference.uri("oci-layout", folder.resolve(name)));
  }

  private static List<String> calls(InProcessRegistry registry, String method) {
    return registry.requests().stream()
        .filter(request -> request.method().equals(method))
        .map(LoggedRequest::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAttachedIsDiscovered(boolean api) throws IOException {
    try (Target target = open(registry(api), "demo")) {
      RawManifest root = Forest.plant(oras, target);
      ReferrerTree tree = oras.discover(registry(api).host() + "/demo:v1");

      assertEquals(root.descriptor().digest(), tree.descriptor().digest());
      assertEquals(
          Set.of(Forest.SBOM, Forest.SIGNATURE),
          tree.referrers().stream()
              .map(r -> r.descriptor().artifactType())
              .collect(Collectors.toSet()));
      assertEquals(
          Set.of("sbom of the index", "signature of that", "signature of the index"),
          tree.flatten().stream()
              .map(d -> d.annotations().get("about"))
              .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void discoveryStopsAtItsDepthAndKeepsToItsType(boolean api) throws IOException {
    try (Target target = open(registry(api), "demo")) {
      Forest.plant(oras, target);
      assertEquals(
          2,
          oras.discover(target, "v1", DiscoverOptions.builder().depth(1).build()).flatten().stream()
              .count());
      assertEquals(
          List.of("signature of the index"),
          oras
              .discover(
                  target, "v1", DiscoverOptions.builder().artifactType(Forest.SIGNATURE).build())
              .flatten()
              .stream()
              .map(d -> d.annotations().get("about"))
              .toList());
      assertEquals(
          2,
          oras
              .discover(
                  target,
                  "v1",
                  DiscoverOptions.builder().platform(Platform.parse("linux/s390x")).build())
              .flatten()
              .stream()
              .count());
    }
  }

  @Test
  void aChainOfReferrersBeyondTheLimitIsAnError() throws IOException {
    try (Target target = oras.open(ArtifactName.parse("memory://chain"))) {
      RawManifest last = oras.push(target, "v1", Forest.image("amd64"), PushOptions.defaults());
      for (int i = 0; i <= 100; i++) {
        last = Forest.attach(oras, target, last, Forest.SBOM, "link " + i);
      }
      assertThrows(
          LimitExceededException.class,
          () -> oras.discover(target, "v1", DiscoverOptions.defaults()));
    }
  }

  @Test
  void anAttachmentIsPushedByItsDigestAloneAndNamesItsSubject() throws IOException {
    oras.push(modern.host() + "/demo:v1", Forest.artifact(Forest.SBOM, "a"));
    RawManifest attached =
        oras.attach(
            ArtifactName.parse(modern.host() + "/demo:v1"),
            Forest.artifact(Forest.SIGNATURE, "b"),
            AttachOptions.defaults());
    assertEquals(List.of("v1"), modern.tags("demo"));
    assertEquals(
        oras.resolve(modern.host() + "/demo:v1").digest(),
        attached.view().map(Manifest::subject).orElseThrow().digest());
  }

  @Test
  void attachingToWhatIsNotThereFailsBeforeAnythingIsSent() {
    assertThrows(
        NotFoundException.class,
        () ->
            oras.attach(
                ArtifactName.parse(modern.host() + "/demo:v1"),
                Forest.artifact(Forest.SIGNATURE, "b"),
                AttachOptions.defaults()));
    assertEquals(List.of(), calls(modern, "POST"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecursiveCopyBringsTheSameDigestsToRegistriesAndBackToALayout(boolean api)
      throws IOException {
    try (Target origin = open(registry(!api), "origin");
        Target middle = open(registry(api), "middle");
        Target end = oras.open(layout("end"))) {
      RawManifest root = Forest.plant(oras, origin);
      Set<String> planted = Forest.reached(oras, origin, root);
      assertEquals(9, planted.size());

      oras.copy(origin, "v1", middle, "v1", RECURSIVE);
      assertEquals(planted, Forest.reached(oras, middle, root));

      oras.copy(middle, "v1", end, "v1", RECURSIVE);
      assertEquals(planted, Forest.reached(oras, end, root));

      oras.copy(end, "v1", origin, "again", RECURSIVE);
      assertEquals(planted, Forest.reached(oras, origin, root));
    }
  }

  @Test
  void aSecondRecursiveCopySendsNothingAndFindsNewReferrersBelowWhatIsThere() throws IOException {
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = open(modern, "there")) {
      RawManifest root = Forest.plant(oras, origin);
      oras.copy(origin, "v1", there, null, RECURSIVE);
      modern.clear();
      oras.copy(origin, "v1", there, null, RECURSIVE);
      assertEquals(List.of(), calls(modern, "PUT"));

      Descriptor child = root.view().orElseThrow().children().get(1);
      oras.attach(
          origin,
          child.digest().toString(),
          Forest.artifact(Forest.SIGNATURE, "late"),
          AttachOptions.defaults());
      oras.copy(origin, "v1", there, null, RECURSIVE);
      assertEquals(Forest.reached(oras, origin, root), Forest.reached(oras, there, root));
    }
  }

  @Test
  void aReferrerThatIsThereAndInNoListIsListedByTheNextCopy() throws IOException {
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = open(old, "there")) {
      RawManifest root = Forest.plant(oras, origin);
      oras.copy(origin, "v1", there, "v1", RECURSIVE);
      // As if the copy had been killed between the manifest and the list.
      String list = root.descriptor().digest().toString().replace(':', '-');
      byte[] empty =
          "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      old.addManifest("there", list, "application/vnd.oci.image.index.v1+json", empty);

      oras.copy(origin, "v1", there, "v1", RECURSIVE);
      assertEquals(Forest.reached(oras, origin, root), Forest.reached(oras, there, root));
    }
  }

  @Test
  void aRecursiveCopyOfAReferrerLeavesTheOtherReferrersOfItsSubject() throws IOException {
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      RawManifest root = Forest.plant(oras, origin);
      ReferrerTree sbom =
          oras.discover(origin, "v1", DiscoverOptions.builder().artifactType(Forest.SBOM).build())
              .referrers()
              .get(0);
      oras.copy(
          origin,
          sbom.descriptor().digest().toString(),
          there,
          null,
          RECURSIVE.toBuilder().includeSubject(true).build());
      assertEquals(
          List.of("sbom of the index", "signature of that"),
          oras
              .discover(there, root.descriptor().digest().toString(), DiscoverOptions.defaults())
              .flatten()
              .stream()
              .map(d -> d.annotations().get("about"))
              .toList());
    }
  }

  @Test
  void listsThatLeadInACircleEndDiscoveryAndCopy() throws IOException {
    try (Target origin = open(old, "origin")) {
      RawManifest a =
          oras.push(origin, "a", Forest.artifact(Forest.SBOM, "a"), PushOptions.defaults());
      RawManifest b = Forest.attach(oras, origin, a, Forest.SIGNATURE, "b");
      byte[] forged =
          "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}]}"
              .formatted(
                  "application/vnd.oci.image.index.v1+json",
                  a.descriptor().mediaType(),
                  a.descriptor().digest(),
                  a.descriptor().size())
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      old.addManifest(
          "origin",
          b.descriptor().digest().toString().replace(':', '-'),
          "application/vnd.oci.image.index.v1+json",
          forged);

      assertEquals(
          2, oras.discover(origin, "a", DiscoverOptions.defaults()).flatten().stream().count());
      try (Target there = oras.open(ArtifactName.parse("memory://there"))) {
        oras.copy(origin, "a", there, "a", RECURSIVE);
        assertEquals(
            1, oras.discover(there, "a", DiscoverOptions.defaults()).flatten().stream().count());
      }
    }
  }

  @Test
  void severalPlatformsMakeAnIndexOfThem() throws IOException {
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      Forest.plant(oras, origin);
      CopyOptions two =
          CopyOptions.builder()
              .platforms(Platform.parse("linux/s390x"), Platform.parse("linux/amd64"))
              .tags("v2")
              .build();
      RawManifest copied = oras.copy(origin, "v1", there, "v1", two);
      assertEquals(
          List.of("linux/amd64", "linux/s390x"),
          copied.view().orElseThrow().children().stream()
              .map(d -> String.valueOf(d.platform()))
              .toList());
      assertEquals(there.resolve("v1").digest(), there.resolve("v2").digest());

      NotFoundException none =
          assertThrows(
              NotFoundException.class,
              () ->
                  oras.copy(
                      origin,
                      "v1",
                      there,
                      null,
                      two.toBuilder()
                          .platforms(Platform.parse("linux/amd64"), Platform.parse("linux/ppc64le"))
                          .build()));
      assertEquals(
          "unmatched platforms: [linux/ppc64le]; available platforms in the index: [linux/amd64,"
              + " linux/arm64, linux/s390x]",
          none.getMessage());
    }
  }

  @Test
  void allPlatformsOfAnIndexAreTheIndexItself() throws IOException {
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      RawManifest root = Forest.plant(oras, origin);
      List<Platform> all = Forest.ARCHITECTURES.stream().map(a -> Platform.of("linux", a)).toList();
      assertEquals(
          root,
          oras.copy(
              origin,
              "v1",
              there,
              "v1",
              CopyOptions.builder().platforms(all.toArray(Platform[]::new)).build()));
    }
  }

  @Test
  void hooksHearOfEachPieceOnceAndChooseWhatGoesAlong() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    CopyHooks hooks =
        new CopyHooks() {
          @Override
          public List<Descriptor> successors(RawManifest manifest, List<Descriptor> proposed) {
            return manifest.view().orElseThrow() instanceof ImageIndex
                ? proposed.subList(0, 1)
                : proposed;
          }

          @Override
          public void before(Descriptor content) {
            heard.add("before " + content.digest());
          }

          @Override
          public void after(Descriptor content) {
            heard.add("after " + content.digest());
          }
        };
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      RawManifest root = Forest.plant(oras, origin);
      oras.copy(origin, "v1", there, "v1", CopyOptions.builder().hooks(hooks).build());
      List<Descriptor> children = root.view().orElseThrow().children();
      assertTrue(there.exists(children.get(0)));
      assertFalse(there.exists(children.get(1)));
      // Config, layer, image, index.
      assertEquals(8, heard.size());
      assertEquals("after " + root.descriptor().digest(), heard.get(7));
    }
  }

  @Test
  void aHookThatFailsEndsTheCopyBeforeTheTagIsGiven() throws IOException {
    CopyHooks hooks =
        new CopyHooks() {
          @Override
          public void before(Descriptor content) throws IOException {
            if (content.mediaType().isIndex()) {
              throw new IOException("not today");
            }
          }
        };
    try (Target origin = oras.open(ArtifactName.parse("memory://origin"));
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      Forest.plant(oras, origin);
      CopyOptions options = CopyOptions.builder().hooks(hooks).build();
      assertEquals(
          "not today",
          assertThrows(IOException.class, () -> oras.copy(origin, "v1", there, "v1", options))
              .getMessage());
      assertThrows(NotFoundException.class, () -> there.resolve("v1"));
    }
  }

  @Test
  void mountedContentIsHeardOfAsSuch() throws IOException {
    List<String> mounted = new CopyOnWriteArrayList<>();
    CopyHooks hooks =
        new CopyHooks() {
          @Override
          public void mounted(Descriptor content) {
            mounted.add(content.digest().toString());
          }
        };
    oras.push(modern.host() + "/from:v1", Forest.artifact(Forest.SBOM, "a"));
    oras.copy(
        ArtifactName.parse(modern.host() + "/from:v1"),
        ArtifactName.parse(modern.host() + "/to:v1"),
        CopyOptions.builder().hooks(hooks).build());
    assertEquals(2, mounted.size());
  }

  @Test
  void aPlanSaysWhatWouldMoveAndWritesNothing() throws IOException {
    try (Target origin = open(modern, "origin")) {
      RawManifest root = Forest.plant(oras, origin);
      ArtifactName from = ArtifactName.parse(modern.host() + "/origin:v1");
      TransferPlan toLayout = oras.graphs().plan(from, layout("none").withTag("v1"), RECURSIVE);
      assertFalse(Files.exists(folder.resolve("none")));
      assertEquals(root, toLayout.manifest());
      assertEquals(5, toLayout.referrers().size());
      assertTrue(toLayout.steps().stream().allMatch(step -> step.fate() == Fate.SEND));
      assertEquals(
          toLayout.steps().stream().mapToLong(step -> step.content().size()).sum(),
          toLayout.bytes(Fate.SEND));

      modern.clear();
      TransferPlan beside =
          oras.graphs().plan(from, ArtifactName.parse(modern.host() + "/beside:v1"), RECURSIVE);
      assertEquals(9, beside.steps().stream().filter(step -> step.fate() == Fate.SEND).count());
      assertTrue(beside.bytes(Fate.MOUNT) > 0);
      assertEquals(List.of(), calls(modern, "POST"));
      assertEquals(List.of(), calls(modern, "PUT"));

      oras.copy(from, layout("there").withTag("v1"), RECURSIVE);
      TransferPlan again = oras.graphs().plan(from, layout("there").withTag("v1"), RECURSIVE);
      assertEquals(0, again.bytes(Fate.SEND));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBackupBringsAllTagsAndReferrersThereAndBack(boolean api) throws IOException {
    try (Target origin = open(registry(api), "origin")) {
      RawManifest root = Forest.plant(oras, origin);
      ArtifactName from = ArtifactName.parse(registry(api).host() + "/origin");
      List<CopyResult> saved = oras.graphs().copyTags(from, layout("backup"), List.of(), RECURSIVE);
      assertEquals(
          List.of("amd64", "arm64", "s390x", "v1"),
          saved.stream().map(r -> r.tags().get(0)).toList());
      assertEquals(List.of(0, 0, 2, 5), saved.stream().map(tag -> tag.referrers().size()).toList());

      ArtifactName restored = ArtifactName.parse(registry(!api).host() + "/restored");
      oras.graphs().copyTags(layout("backup"), restored, List.of(), RECURSIVE);
      try (ReadOnlyTarget there = oras.openReadOnly(restored)) {
        assertEquals(Forest.reached(oras, origin, root), Forest.reached(oras, there, root));
        assertEquals(root.descriptor().digest(), there.resolve("v1").digest());
      }
    }
  }

  @Test
  void anIndexIsMadeChangedAndMerged() throws IOException {
    try (Target target = open(modern, "demo")) {
      RawManifest root = Forest.plant(oras, target);
      oras.push(target, "plain", Forest.artifact(Forest.SBOM, "plain"), PushOptions.defaults());
      List<Descriptor> children = root.view().orElseThrow().children();

      IndexEditor editor = oras.graphs().editIndex(target, "v1");
      editor.remove(children.get(0).digest());
      Descriptor added = editor.add("plain");
      editor.artifactType(Forest.SBOM);
      editor.annotations(Map.of("a", "b"));
      ImageIndex changed = (ImageIndex) editor.push("v2", "v3").manifest().view().orElseThrow();

      assertEquals(Forest.SBOM, added.artifactType());
      assertEquals(List.of(children.get(1), children.get(2), added), changed.manifests());
      assertEquals(Map.of("a", "b"), changed.annotations());
      assertEquals(target.resolve("v2").digest(), target.resolve("v3").digest());

      IndexEditor merged = oras.graphs().newIndex(target);
      merged.merge("v1");
      assertEquals(children, merged.manifest().view().orElseThrow().children());
      assertThrows(NotFoundException.class, () -> merged.remove(added.digest()));
      assertThrows(UnsupportedException.class, () -> merged.merge("plain"));
      assertThrows(UnsupportedException.class, () -> oras.graphs().editIndex(target, "plain"));
    }
  }

  @Test
  void pullingAnIndexTakesAllManifestsOrThatOfOnePlatform() throws IOException {
    try (Target target = open(modern, "demo")) {
      Forest.plant(oras, target);
    }
    oras.pull(modern.host() + "/demo:v1", folder.resolve("all"));
    for (String architecture : List.of("amd64", "arm64", "s390x")) {
      String file = "all/" + architecture + ".txt";
      assertEquals(architecture, Files.readString(folder.resolve(file)));
    }
    Path one = folder.resolve("one");
    oras.pull(
        ArtifactName.parse(modern.host() + "/demo:v1"),
        one,
        io.oras.core.options.PullOptions.builder().platform(Platform.parse("linux/arm64")).build());
    assertEquals("arm64", Files.readString(one.resolve("arm64.txt")));
    assertTrue(Files.notExists(one.resolve("amd64.txt")));
  }

  @Test
  void platformsAreChosenOnResolveFetchAndCopy() throws IOException {
    try (Target target = open(modern, "demo");
        Target there = oras.open(ArtifactName.parse("memory://there"))) {
      RawManifest root = Forest.plant(oras, target);
      Descriptor arm = root.view().orElseThrow().children().get(1);
      ArtifactName name = ArtifactName.parse(modern.host() + "/demo:v1");
      Platform wanted = Platform.parse("linux/arm64/v8");
      assertEquals(arm.digest(), oras.resolve(name, wanted).digest());
      assertEquals(arm.digest(), oras.fetch(name, wanted).descriptor().digest());
      oras.copy(target, "v1", there, "v1", CopyOptions.builder().platforms(wanted).build());
      assertEquals(arm.digest(), there.resolve("v1").digest());
    }
  }

  @Test
  void aLayoutLosesAManifestWithItsReferrersAndThenTheBlobs() throws IOException {
    try (Target target = oras.open(layout("l"))) {
      Forest.plant(oras, target);
      List<Descriptor> deleted = oras.graphs().deleteWithReferrers(layout("l").withTag("v1"));
      assertEquals(4, deleted.size(), "the index and what referred to it");
      assertThrows(NotFoundException.class, () -> target.resolve("v1"));
      assertEquals(
          2, oras.discover(target, "s390x", DiscoverOptions.defaults()).flatten().stream().count());
    }
    assertEquals(List.of(), oras.graphs().collectGarbage(layout("l")), "all of it is young");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRegistryLosesAManifestWithItsReferrersAndTheirLists(boolean api) throws IOException {
    try (Target target = open(registry(api), "demo")) {
      RawManifest root = Forest.plant(oras, target);
      oras.graphs().deleteWithReferrers(ArtifactName.parse(registry(api).host() + "/demo:s390x"));
      Descriptor gone = root.view().orElseThrow().children().get(2);
      assertFalse(target.exists(gone));
      assertEquals(
          3, oras.discover(target, "v1", DiscoverOptions.defaults()).flatten().stream().count());
    }
  }
}
