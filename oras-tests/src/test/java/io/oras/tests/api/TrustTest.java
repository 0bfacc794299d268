package io.oras.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RangeFetcher;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.MissingProviderException;
import io.oras.api.error.UntrustedException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.SignatureVerifier;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.spi.Verdict;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trust policy means for each operation; the same table is in docs/concepts/trust.md. */
class TrustTest extends ApiTest {
  private static final Signer SIGNER = new Signer("test", "alice", null, Map.of());
  private Descriptor layer;
  private Descriptor manifest;

  /** Something that is done with a repository that has the tag v1. */
  @FunctionalInterface
  private interface Use {
    void run(TrustTest test, Repository repository) throws IOException;
  }

  /** A policy that records what it is asked. */
  private static class RecordingPolicy implements TrustPolicy, TrustPolicy.Judgement {
    private final Set<Digest> signed;
    final List<ArtifactName> judged = new CopyOnWriteArrayList<>();
    final List<Digest> checked = new CopyOnWriteArrayList<>();

    RecordingPolicy(Digest... signed) {
      this.signed = Set.of(signed);
    }

    @Override
    public Judgement judge(ArtifactName name) {
      judged.add(name);
      return this;
    }

    @Override
    public String scope() {
      return "the policy of the test";
    }

    @Override
    public boolean needsSignatures() {
      return true;
    }

    @Override
    public Verdict check(Signed signed, Evidence evidence) {
      checked.add(signed.manifest().digest());
      return this.signed.contains(signed.manifest().digest())
          ? new Verdict.Accepted(List.of(SIGNER), List.of())
          : new Verdict.Refused(List.of("signature 1: no known key", "signature 2: not valid"));
    }
  }

  private static final TrustPolicy REJECTING =
      name -> {
        throw new UntrustedException(name.toString(), "the policy of the test", List.of("reject"));
      };

  private static final Map<String, Map<String, Use>> OPERATIONS = new LinkedHashMap<>();

  static {
    OPERATIONS.put(
        "checked",
        Map.of(
            "`pull`", (t, r) -> r.pull("v1", t.dir.resolve("out")),
            "`fetch`", (t, r) -> r.fetch("v1"),
            "`resolve`, `exists` of a tag or digest", (t, r) -> r.resolve("v1"),
            "`copy`: the source", (t, r) -> t.copy(r),
            "`plan`: the source", (t, r) -> t.plan(r),
            "`copyTags`, `copyAllTags`, `oras backup`: the source", (t, r) -> t.backup(r),
            "`attach`: the subject", (t, r) -> r.attach("v1", t.sbom()),
            "`tag`: the manifest that gets another tag", (t, r) -> r.tag("v1", "v2"),
            "`newIndex`, `editIndex`: the manifests that are added, merged or edited",
                (t, r) -> r.newIndex().add("v1")));
    OPERATIONS.put(
        "judged",
        Map.of(
            "`tags`", (t, r) -> r.tags(),
            "`discover`, `referrers`", (t, r) -> r.discover("v1"),
            "`blobs().resolve`, `blobs().exists`", (t, r) -> r.blobs().resolve(t.layer.digest()),
            "`exists`, `manifestExists` of a descriptor", (t, r) -> r.manifestExists(t.manifest)));
    OPERATIONS.put(
        "refused",
        Map.of(
            "`blobs().open`, `openRange`, `openEntry`, `read`, `readRange`, `download`",
                (t, r) -> r.blobs().read(t.layer),
            "`fetch` and `source` of a descriptor", (t, r) -> r.fetch(t.layer).close(),
            "`fetchManifest` of a descriptor", (t, r) -> r.fetchManifest(t.manifest).close(),
            "`capability` of a port that reads", (t, r) -> r.capability(RangeFetcher.class)));
    OPERATIONS.put(
        "free",
        Map.of(
            "`push`, `pushManifest`, `blobs().push`", (t, r) -> r.push("v3", t.sbom()),
            "`untag`, `delete`, `deleteWithReferrers`", (t, r) -> r.untag("v1"),
            "the destination of `copy`, `copyTags` and `plan`",
                (t, r) -> t.oras.copy(t.app.at("v1"), r.at("v4"))));
  }

  static Stream<Arguments> operations(String rule) {
    return OPERATIONS.get(rule).entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  static Stream<Arguments> checked() {
    return operations("checked");
  }

  static Stream<Arguments> judged() {
    return operations("judged");
  }

  static Stream<Arguments> refused() {
    return operations("refused");
  }

  static Stream<Arguments> free() {
    return operations("free");
  }

  static Stream<Arguments> reading() {
    return Stream.of(checked(), judged(), refused()).flatMap(each -> each);
  }

  @BeforeEach
  void push() throws IOException {
    manifest =
        app.push("v1", Artifact.of(CHART, Layer.ofText("content").withTitle("a.txt")))
            .manifest()
            .descriptor();
    layer = app.fetch("v1").layers().get(0);
  }

  private Artifact sbom() {
    return Artifact.of(SBOM, Layer.ofText("{}"));
  }

  private void copy(Repository from) throws IOException {
    oras.copy(from.at("v1"), oras.layout(dir.resolve("copy")).at("v1"));
  }

  private void plan(Repository from) throws IOException {
    oras.plan(from.at("v1"), oras.layout(dir.resolve("copy")).at("v1"));
  }

  private void backup(Repository from) throws IOException {
    oras.copyTags(from, oras.layout(dir.resolve("copy")), List.of("v1"));
  }

  /** Does it with a client of that policy; returns the requests, and the client has a cache. */
  private List<String> use(TrustPolicy policy, Use use) throws IOException {
    registry.clear();
    try (Oras client = client().trust(policy).cache(dir.resolve("cache")).build()) {
      use.run(this, client.repository(app.name()));
    }
    return registry.requests().stream().map(request -> request.line()).toList();
  }

  private long cachedBlobs() throws IOException {
    Path blobs = dir.resolve("cache/blobs");
    if (!Files.exists(blobs)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(blobs)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reading")
  void aRejectedNameIsRefusedWithoutARequest(String name, Use use) {
    assertThrows(UntrustedException.class, () -> use(REJECTING, use));
    assertEquals(List.of(), registry.requests());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checked")
  void anUnsignedArtifactIsRefusedAndLeavesNothing(String name, Use use) throws IOException {
    RecordingPolicy policy = new RecordingPolicy();
    UntrustedException e = assertThrows(UntrustedException.class, () -> use(policy, use));
    assertEquals(List.of("signature 1: no known key", "signature 2: not valid"), e.reasons());
    assertEquals(
        "%s:v1 (%s) is not trusted by the policy of the test: signature 1: no known key; signature 2: not valid"
            .formatted(app.name(), manifest.digest()),
        e.problem());
    assertEquals(
        List.of(app.name() + ":v1"), policy.judged.stream().map(Object::toString).toList());
    assertEquals(
        List.of("GET /v2/team/app/manifests/v1"),
        registry.requests().stream().map(request -> request.line()).toList());
    assertFalse(Files.exists(dir.resolve("out")));
    assertFalse(Files.exists(dir.resolve("copy")));
    assertEquals(0, cachedBlobs());
    assertEquals(List.of("v1"), app.tags());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checked")
  void aSignedArtifactIsUsed(String name, Use use) throws IOException {
    RecordingPolicy policy = new RecordingPolicy(manifest.digest());
    assertDoesNotThrow(() -> use(policy, use));
    assertEquals(List.of(manifest.digest()), policy.checked);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("judged")
  void noSignatureIsCheckedWhereNoContentIsUsed(String name, Use use) {
    RecordingPolicy policy = new RecordingPolicy();
    assertDoesNotThrow(() -> use(policy, use));
    assertEquals(List.of(), policy.checked);
    assertFalse(policy.judged.isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void contentWithoutANameIsRefusedWhereSignaturesAreNeeded(String name, Use use) {
    UntrustedException e =
        assertThrows(UntrustedException.class, () -> use(new RecordingPolicy(), use));
    assertEquals(List.of(), registry.requests());
    assertTrue(e.getMessage().contains("CallOptions.uncheckedContent"), e.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void contentWithoutANameIsReadWhenTheCallerInsists(String name, Use use) {
    assertDoesNotThrow(
        () ->
            use(
                new RecordingPolicy(),
                (test, repository) ->
                    use.run(test, repository.with(o -> o.uncheckedContent(true)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("free")
  void writingIsNotJudged(String name, Use use) {
    assertDoesNotThrow(() -> use(REJECTING, use));
  }

  @Test
  void theTableOfThePageIsThisOne() throws IOException {
    Map<String, Set<String>> rows =
        Files.readAllLines(Path.of("../docs/concepts/trust.md")).stream()
            .filter(line -> line.matches("\\|.*\\| (checked|judged|refused|free) \\|"))
            .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
            .collect(
                Collectors.groupingBy(
                    row -> row[1], Collectors.mapping(row -> row[0], Collectors.toSet())));
    Map<String, Set<String>> tested = new LinkedHashMap<>();
    OPERATIONS.forEach((rule, operations) -> tested.put(rule, operations.keySet()));
    assertEquals(tested, rows);
  }

  @Test
  void theSignersArePartOfTheResultAndOfTheEvents() throws IOException {
    List<String> events = new CopyOnWriteArrayList<>();
    try (Oras client =
        client()
            .trust(new RecordingPolicy(manifest.digest()))
            .listener(
                e -> {
                  if (e instanceof TransferEvent.TrustEstablished trust) {
                    events.add(
                        trust.verifier() + " " + trust.signer() + " " + trust.content().digest());
                  }
                })
            .build()) {
      PullResult pulled = client.pull(app.name() + ":v1", dir.resolve("out"));
      assertEquals(List.of(SIGNER), pulled.signers());
      assertEquals(
          List.of(SIGNER),
          client.copy(client.at(app.name() + ":v1"), client.memory().at("v1")).signers());
    }
    assertEquals(
        List.of("test alice " + manifest.digest(), "test alice " + manifest.digest()), events);
  }

  @Test
  void refusedSignaturesAreEvents() throws IOException {
    List<String> events = new CopyOnWriteArrayList<>();
    try (Oras client =
        client()
            .trust(new RecordingPolicy())
            .listener(
                e -> {
                  if (e instanceof TransferEvent.SignatureRefused refused) {
                    events.add(refused.reason());
                  }
                })
            .build()) {
      assertThrows(UntrustedException.class, () -> client.resolve(app.name() + ":v1"));
    }
    assertEquals(List.of("signature 1: no known key", "signature 2: not valid"), events);
  }

  @Test
  void whatTheCacheGotFromAnotherNameIsCheckedAllTheSame() throws IOException {
    try (Oras client = client().cache(dir.resolve("cache")).build()) {
      client.pull(app.name() + ":v1", dir.resolve("first"));
    }
    assertTrue(cachedBlobs() > 0);
    assertThrows(
        UntrustedException.class,
        () -> use(new RecordingPolicy(), (t, r) -> r.pull("v1", dir.resolve("out"))));
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void aSignatureOfTheIndexSufficesForAPlatform() throws IOException {
    Digest index = index();
    RecordingPolicy policy = new RecordingPolicy(index);
    Platform amd64 = Platform.of("linux", "amd64");
    use(policy, (t, r) -> r.pull("all", dir.resolve("out"), o -> o.platform(amd64)));
    assertEquals(List.of(index), policy.checked);
    assertTrue(Files.exists(dir.resolve("out/a.txt")));
  }

  @Test
  void aSignatureOfTheChosenManifestSuffices() throws IOException {
    Digest index = index();
    RecordingPolicy policy = new RecordingPolicy(manifest.digest());
    Platform amd64 = Platform.of("linux", "amd64");
    use(policy, (t, r) -> r.pull("all", dir.resolve("out"), o -> o.platform(amd64)));
    assertEquals(List.of(index, manifest.digest()), policy.checked);
    assertThrows(
        UntrustedException.class,
        () -> use(new RecordingPolicy(manifest.digest()), (t, r) -> r.fetch("all")));
  }

  @Test
  void aSignatureOfOneManifestIsNoneOfAnotherInTheIndex() throws IOException {
    Descriptor other = app.push("other", sbom()).manifest().descriptor();
    ImageIndex index =
        ImageIndex.of(
            List.of(
                manifest.withPlatform(Platform.of("linux", "amd64")),
                other.withPlatform(Platform.of("linux", "arm64"))));
    app.pushManifest(index, "all");
    assertThrows(
        UntrustedException.class,
        () ->
            use(
                new RecordingPolicy(manifest.digest()),
                (t, r) ->
                    r.pull(
                        "all",
                        dir.resolve("out"),
                        o -> o.platform(Platform.of("linux", "arm64")))));
    assertFalse(Files.exists(dir.resolve("out")));
    assertEquals(0, cachedBlobs());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moving")
  void aTagThatMovesAfterTheCheckChangesNothing(String name, Use use) throws IOException {
    Digest checked = manifest.digest();
    RecordingPolicy policy =
        new RecordingPolicy(checked) {
          @Override
          public Verdict check(Signed signed, Evidence evidence) {
            Verdict verdict = super.check(signed, evidence);
            assertDoesNotThrow(
                () -> app.push("v1", Artifact.of(CHART, Layer.ofText("other").withTitle("a.txt"))));
            return verdict;
          }
        };
    use(policy, use);
    assertEquals(List.of(checked), policy.checked);
  }

  static Stream<Arguments> moving() {
    return Stream.of(
        Arguments.of(
            "pull",
            (Use)
                (t, r) -> {
                  r.pull("v1", t.dir.resolve("out"));
                  assertEquals("content", Files.readString(t.dir.resolve("out/a.txt")));
                }),
        Arguments.of(
            "copy",
            (Use)
                (t, r) -> {
                  t.copy(r);
                  assertEquals(
                      t.manifest.digest(),
                      t.oras.layout(t.dir.resolve("copy")).resolve("v1").digest());
                }),
        Arguments.of(
            "tag",
            (Use)
                (t, r) -> {
                  r.tag("v1", "v2");
                  assertEquals(t.manifest.digest(), t.app.resolve("v2").digest());
                }));
  }

  private Digest index() throws IOException {
    ImageIndex index = ImageIndex.of(List.of(manifest.withPlatform(Platform.of("linux", "amd64"))));
    return app.pushManifest(index, "all").digest();
  }

  @Test
  void aLayoutIsJudgedByItsUriAndMemoryIsNot() throws IOException {
    oras.copy(app.at("v1"), oras.layout(dir.resolve("layout")).at("v1"));
    RecordingPolicy policy = new RecordingPolicy();
    try (Oras client = client().trust(policy).build()) {
      assertThrows(
          UntrustedException.class, () -> client.layout(dir.resolve("layout")).fetch("v1"));
      Repository memory = client.memory();
      memory.push("v1", sbom());
      memory.fetch("v1");
    }
    assertEquals(1, policy.judged.size());
    StoreReference judged = (StoreReference) policy.judged.get(0);
    assertEquals(dir.resolve("layout"), StoreReference.path(judged.store()));
    assertEquals(Optional.of("v1"), judged.tag());
  }

  @Test
  void evidenceIsReadFromTheRepository() throws IOException {
    MediaType type = new MediaType("application/vnd.example.signature");
    app.attach("v1", Artifact.of(type, Layer.ofText("by alice")));
    app.push("extra", Artifact.of(type, Layer.ofText("by bob")));
    List<String> read = new ArrayList<>();
    TrustPolicy policy =
        TrustPolicy.requireAny(
            new SignatureVerifier() {
              @Override
              public String name() {
                return "reader";
              }

              @Override
              public Verdict verify(Signed signed, Evidence evidence) throws IOException {
                for (Descriptor referrer : evidence.referrers()) {
                  Descriptor blob = evidence.manifest(referrer).layers().get(0);
                  read.add(new String(evidence.blob(blob, 100), UTF_8));
                }
                Descriptor extra = evidence.tagged("extra").orElseThrow().layers().get(0);
                read.add(new String(evidence.blob(extra, 100), UTF_8));
                assertEquals(Optional.empty(), evidence.tagged("absent"));
                assertThrows(LimitExceededException.class, () -> evidence.blob(extra, 3));
                return new Verdict.Accepted(List.of(SIGNER), List.of());
              }
            });
    use(policy, (t, r) -> r.resolve("v1"));
    assertEquals(List.of("by alice", "by bob"), read);
  }

  @Test
  void aPolicyFileWithoutAnInstalledProviderTrustsNothing() throws IOException {
    try (Oras client =
        client()
            .transport(request -> fail("a request: " + request.uri()))
            .providersFrom(new ClassLoader(null) {})
            .systemTrustPolicy()
            .build()) {
      MissingProviderException e =
          assertThrows(MissingProviderException.class, () -> client.resolve(app.name() + ":v1"));
      assertTrue(e.getMessage().contains("io.oras:oras-trust"), e.getMessage());
    }
  }
}
