package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Manifest;
import io.oras.api.model.Platform;
import io.oras.core.ArtifactLocation;
import io.oras.core.CopyResult;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.Repository;
import io.oras.core.TransferPlan;
import io.oras.core.TransferPlan.Fate;
import io.oras.core.options.CopyHooks;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
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
  void stop() throws IOException {
    oras.close();
    modern.close();
    old.close();
  }

  private InProcessRegistry registry(boolean api) {
    return api ? modern : old;
  }

  private Repository open(InProcessRegistry registry, String repository) {
    return oras.open(registry.host() + "/" + repository);
  }

  private Repository layout(String name) {
    return oras.layout(folder.resolve(name));
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
    try (Repository target = open(registry(api), "demo")) {
      RawManifest root = LargeGraph.plant(target);
      ReferrerTree tree = oras.discover(registry(api).host() + "/demo:v1");

      assertEquals(root.descriptor().digest(), tree.descriptor().digest());
      assertEquals(
          Set.of(LargeGraph.SBOM, LargeGraph.SIGNATURE),
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
    try (Repository target = open(registry(api), "demo")) {
      LargeGraph.plant(target);
      assertEquals(2, target.discover("v1", o -> o.depth(1)).flatten().stream().count());
      assertEquals(
          List.of("signature of the index"),
          target.discover("v1", o -> o.artifactType(LargeGraph.SIGNATURE)).flatten().stream()
              .map(d -> d.annotations().get("about"))
              .toList());
      assertEquals(
          2,
          target.discover("v1", o -> o.platform(Platform.parse("linux/s390x"))).flatten().stream()
              .count());
    }
  }

  @Test
  void aChainOfReferrersBeyondTheLimitIsAnError() throws IOException {
    try (Repository target = oras.open("memory://chain")) {
      RawManifest last = target.push("v1", LargeGraph.image("amd64")).manifest();
      for (int i = 0; i <= 100; i++) {
        last = LargeGraph.attach(target, last, LargeGraph.SBOM, "link " + i);
      }
      assertThrows(LimitExceededException.class, () -> target.discover("v1"));
    }
  }

  @Test
  void anAttachmentIsPushedByItsDigestAloneAndNamesItsSubject() throws IOException {
    oras.push(modern.host() + "/demo:v1", LargeGraph.artifact(LargeGraph.SBOM, "a"));
    RawManifest attached =
        oras.attach(modern.host() + "/demo:v1", LargeGraph.artifact(LargeGraph.SIGNATURE, "b"))
            .manifest();
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
                modern.host() + "/demo:v1", LargeGraph.artifact(LargeGraph.SIGNATURE, "b")));
    assertEquals(List.of(), calls(modern, "POST"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecursiveCopyBringsTheSameDigestsToRegistriesAndBackToALayout(boolean api)
      throws IOException {
    try (Repository origin = open(registry(!api), "origin");
        Repository middle = open(registry(api), "middle");
        Repository end = layout("end")) {
      RawManifest root = LargeGraph.plant(origin);
      Set<String> planted = LargeGraph.reached(origin, root);
      assertEquals(9, planted.size());

      oras.copy(origin.at("v1"), middle.at("v1"), RECURSIVE);
      assertEquals(planted, LargeGraph.reached(middle, root));

      oras.copy(middle.at("v1"), end.at("v1"), RECURSIVE);
      assertEquals(planted, LargeGraph.reached(end, root));

      oras.copy(end.at("v1"), origin.at("again"), RECURSIVE);
      assertEquals(planted, LargeGraph.reached(origin, root));
    }
  }

  @Test
  void aSecondRecursiveCopySendsNothingAndFindsNewReferrersBelowWhatIsThere() throws IOException {
    try (Repository origin = oras.open("memory://origin");
        Repository there = open(modern, "there")) {
      RawManifest root = LargeGraph.plant(origin);
      oras.copy(origin.at("v1"), there.untagged(), RECURSIVE);
      modern.clear();
      oras.copy(origin.at("v1"), there.untagged(), RECURSIVE);
      assertEquals(List.of(), calls(modern, "PUT"));

      Descriptor child = root.view().orElseThrow().children().get(1);
      origin.attach(child.digest().toString(), LargeGraph.artifact(LargeGraph.SIGNATURE, "late"));
      oras.copy(origin.at("v1"), there.untagged(), RECURSIVE);
      assertEquals(LargeGraph.reached(origin, root), LargeGraph.reached(there, root));
    }
  }

  @Test
  void aReferrerThatIsThereAndInNoListIsListedByTheNextCopy() throws IOException {
    try (Repository origin = oras.open("memory://origin");
        Repository there = open(old, "there")) {
      RawManifest root = LargeGraph.plant(origin);
      oras.copy(origin.at("v1"), there.at("v1"), RECURSIVE);
      // As if the copy had been killed between the manifest and the list.
      String list = root.descriptor().digest().toString().replace(':', '-');
      byte[] empty =
          "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      old.addManifest("there", list, "application/vnd.oci.image.index.v1+json", empty);

      oras.copy(origin.at("v1"), there.at("v1"), RECURSIVE);
      assertEquals(LargeGraph.reached(origin, root), LargeGraph.reached(there, root));
    }
  }

  @Test
  void aRecursiveCopyOfAReferrerLeavesTheOtherReferrersOfItsSubject() throws IOException {
    try (Repository origin = oras.open("memory://origin");
        Repository there = oras.open("memory://there")) {
      RawManifest root = LargeGraph.plant(origin);
      ReferrerTree sbom =
          origin.discover("v1", o -> o.artifactType(LargeGraph.SBOM)).referrers().get(0);
      oras.copy(
          origin.at(sbom.descriptor().digest()),
          there.untagged(),
          RECURSIVE.toBuilder().includeSubject(true).build());
      assertEquals(
          List.of("sbom of the index", "signature of that"),
          there.discover(root.descriptor().digest().toString()).flatten().stream()
              .map(d -> d.annotations().get("about"))
              .toList());
    }
  }

  @Test
  void listsThatLeadInACircleEndDiscoveryAndCopy() throws IOException {
    try (Repository origin = open(old, "origin")) {
      RawManifest a = origin.push("a", LargeGraph.artifact(LargeGraph.SBOM, "a")).manifest();
      RawManifest b = LargeGraph.attach(origin, a, LargeGraph.SIGNATURE, "b");
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

      assertEquals(2, origin.discover("a").flatten().stream().count());
      try (Repository there = oras.open("memory://there")) {
        oras.copy(origin.at("a"), there.at("a"), RECURSIVE);
        assertEquals(1, there.discover("a").flatten().stream().count());
      }
    }
  }

  @Test
  void severalPlatformsMakeAnIndexOfThem() throws IOException {
    try (Repository origin = oras.open("memory://origin");
        Repository there = oras.open("memory://there")) {
      LargeGraph.plant(origin);
      CopyOptions two =
          CopyOptions.builder()
              .platforms(Platform.parse("linux/s390x"), Platform.parse("linux/amd64"))
              .tags("v2")
              .build();
      RawManifest copied = oras.copy(origin.at("v1"), there.at("v1"), two).manifest();
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
                      origin.at("v1"),
                      there.untagged(),
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
    try (Repository origin = oras.open("memory://origin");
        Repository there = oras.open("memory://there")) {
      RawManifest root = LargeGraph.plant(origin);
      List<Platform> all =
          LargeGraph.ARCHITECTURES.stream().map(a -> Platform.of("linux", a)).toList();
      assertEquals(
          root,
          oras.copy(origin.at("v1"), there.at("v1"), o -> o.platforms(all.toArray(Platform[]::new)))
              .manifest());
    }
  }

  @Test
  void hooksAreCalledOnceForEachContentAndChooseTheChildren() throws IOException {
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
    try (Repository origin = oras.open("memory://origin");
        Repository there = oras.open("memory://there")) {
      RawManifest root = LargeGraph.plant(origin);
      oras.copy(origin.at("v1"), there.at("v1"), CopyOptions.builder().hooks(hooks).build());
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
    try (Repository origin = oras.open("memory://origin");
        Repository there = oras.open("memory://there")) {
      LargeGraph.plant(origin);
      CopyOptions options = CopyOptions.builder().hooks(hooks).build();
      assertEquals(
          "not today",
          assertThrows(IOException.class, () -> oras.copy(origin.at("v1"), there.at("v1"), options))
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
    oras.push(modern.host() + "/from:v1", LargeGraph.artifact(LargeGraph.SBOM, "a"));
    oras.copy(modern.host() + "/from:v1", modern.host() + "/to:v1", o -> o.hooks(hooks));
    assertEquals(2, mounted.size());
  }

  @Test
  void aPlanSaysWhatWouldMoveAndWritesNothing() throws IOException {
    try (Repository origin = open(modern, "origin")) {
      RawManifest root = LargeGraph.plant(origin);
      ArtifactLocation from = origin.at("v1");
      TransferPlan toLayout = oras.plan(from, layout("none").at("v1"), RECURSIVE);
      assertFalse(Files.exists(folder.resolve("none")));
      assertEquals(root, toLayout.manifest());
      assertEquals(5, toLayout.referrers().size());
      assertTrue(toLayout.steps().stream().allMatch(step -> step.fate() == Fate.SEND));
      assertEquals(
          toLayout.steps().stream().mapToLong(step -> step.content().size()).sum(),
          toLayout.bytes(Fate.SEND));

      modern.clear();
      TransferPlan beside = oras.plan(from, open(modern, "beside").at("v1"), RECURSIVE);
      assertEquals(9, beside.steps().stream().filter(step -> step.fate() == Fate.SEND).count());
      assertTrue(beside.bytes(Fate.MOUNT) > 0);
      assertEquals(List.of(), calls(modern, "POST"));
      assertEquals(List.of(), calls(modern, "PUT"));

      oras.copy(from, layout("there").at("v1"), RECURSIVE);
      TransferPlan again = oras.plan(from, layout("there").at("v1"), RECURSIVE);
      assertEquals(0, again.bytes(Fate.SEND));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBackupBringsAllTagsAndReferrersThereAndBack(boolean api) throws IOException {
    try (Repository origin = open(registry(api), "origin")) {
      RawManifest root = LargeGraph.plant(origin);
      List<CopyResult> saved = oras.copyAllTags(origin, layout("backup"), RECURSIVE);
      assertEquals(
          List.of("amd64", "arm64", "s390x", "v1"),
          saved.stream().map(r -> r.tags().get(0)).toList());
      assertEquals(List.of(0, 0, 2, 5), saved.stream().map(tag -> tag.referrers().size()).toList());

      try (Repository there = open(registry(!api), "restored")) {
        oras.copyAllTags(layout("backup"), there, RECURSIVE);
        assertEquals(LargeGraph.reached(origin, root), LargeGraph.reached(there, root));
        assertEquals(root.descriptor().digest(), there.resolve("v1").digest());
      }
    }
  }

  @Test
  void anIndexIsMadeChangedAndMerged() throws IOException {
    try (Repository target = open(modern, "demo")) {
      RawManifest root = LargeGraph.plant(target);
      target.push("plain", LargeGraph.artifact(LargeGraph.SBOM, "plain"));
      List<Descriptor> children = root.view().orElseThrow().children();

      IndexEditor editor = target.editIndex("v1");
      editor.remove(children.get(0).digest());
      Descriptor added = editor.add("plain");
      editor.artifactType(LargeGraph.SBOM);
      editor.annotations(Map.of("a", "b"));
      ImageIndex changed = (ImageIndex) editor.push("v2", "v3").manifest().view().orElseThrow();

      assertEquals(LargeGraph.SBOM, added.artifactType());
      assertEquals(List.of(children.get(1), children.get(2), added), changed.manifests());
      assertEquals(Map.of("a", "b"), changed.annotations());
      assertEquals(target.resolve("v2").digest(), target.resolve("v3").digest());

      IndexEditor merged = target.newIndex();
      merged.merge("v1");
      assertEquals(children, merged.manifest().view().orElseThrow().children());
      assertThrows(NotFoundException.class, () -> merged.remove(added.digest()));
      assertThrows(UnsupportedException.class, () -> merged.merge("plain"));
      assertThrows(UnsupportedException.class, () -> target.editIndex("plain"));
    }
  }

  @Test
  void pullingAnIndexTakesAllManifestsOrThatOfOnePlatform() throws IOException {
    try (Repository target = open(modern, "demo")) {
      LargeGraph.plant(target);
    }
    oras.pull(modern.host() + "/demo:v1", folder.resolve("all"));
    for (String architecture : List.of("amd64", "arm64", "s390x")) {
      String file = "all/" + architecture + ".txt";
      assertEquals(architecture, Files.readString(folder.resolve(file)));
    }
    Path one = folder.resolve("one");
    oras.pull(modern.host() + "/demo:v1", one, o -> o.platform(Platform.parse("linux/arm64")));
    assertEquals("arm64", Files.readString(one.resolve("arm64.txt")));
    assertTrue(Files.notExists(one.resolve("amd64.txt")));
  }

  @Test
  void platformsAreChosenOnResolveFetchAndCopy() throws IOException {
    try (Repository target = open(modern, "demo");
        Repository there = oras.open("memory://there")) {
      RawManifest root = LargeGraph.plant(target);
      Descriptor arm = root.view().orElseThrow().children().get(1);
      String name = modern.host() + "/demo:v1";
      Platform wanted = Platform.parse("linux/arm64/v8");
      assertEquals(arm.digest(), oras.resolve(name, o -> o.platform(wanted)).digest());
      assertEquals(arm.digest(), oras.fetch(name, o -> o.platform(wanted)).descriptor().digest());
      oras.copy(target.at("v1"), there.at("v1"), o -> o.platforms(wanted));
      assertEquals(arm.digest(), there.resolve("v1").digest());
    }
  }

  @Test
  void aLayoutLosesAManifestWithItsReferrersAndThenTheBlobs() throws IOException {
    try (Repository target = layout("l")) {
      LargeGraph.plant(target);
      List<Descriptor> deleted = target.deleteWithReferrers("v1");
      assertEquals(4, deleted.size(), "the index and what referred to it");
      assertThrows(NotFoundException.class, () -> target.resolve("v1"));
      assertEquals(2, target.discover("s390x").flatten().stream().count());
    }
    assertEquals(List.of(), layout("l").collectGarbage(), "all of it is young");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRegistryLosesAManifestWithItsReferrersAndTheirLists(boolean api) throws IOException {
    try (Repository target = open(registry(api), "demo")) {
      RawManifest root = LargeGraph.plant(target);
      target.deleteWithReferrers("s390x");
      Descriptor gone = root.view().orElseThrow().children().get(2);
      assertFalse(target.exists(gone));
      assertEquals(3, target.discover("v1").flatten().stream().count());
    }
  }
}
