package io.oras.core.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException.Side;
import io.oras.api.error.StoreException;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobFinished;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.concurrent.WorkerThreads;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.TestOperations;
import io.oras.core.graph.CopyPlan.Followers;
import io.oras.core.graph.CopyPlan.Successors;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.CopyHooks;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GraphCopyTest {
  private final ManifestCodec codec = new JsonManifestCodec();
  private final ExecutorService executor = WorkerThreads.newPool(null);
  private final RecordingTarget source = new RecordingTarget();
  private final RecordingTarget destination = new RecordingTarget();
  private final List<TransferEvent> events = new CopyOnWriteArrayList<>();

  private EventPublisher heard() {
    return TestOperations.heardBy(events::add).events();
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private Descriptor blob(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return source.put(Descriptor.of(MediaType.OCTET_STREAM, bytes), bytes);
  }

  private RawManifest put(Manifest manifest) {
    RawManifest raw = codec.write(manifest);
    source.put(raw.descriptor(), raw.bytes());
    return raw;
  }

  private RawManifest image(Descriptor... layers) {
    return put(
        new ImageManifest(
            MediaType.OCI_MANIFEST, null, blob("config"), List.of(layers), null, Map.of()));
  }

  private RawManifest index(RawManifest... manifests) {
    return put(ImageIndex.of(List.of(manifests).stream().map(RawManifest::descriptor).toList()));
  }

  private CopyPlan plan(int concurrency) {
    return new CopyPlan(() -> concurrency, Successors.CHILDREN, false, false, heard());
  }

  private void copy(RawManifest root, CopyPlan plan, String... tags) throws IOException {
    new GraphCopy(codec, Limits.defaults(), executor)
        .copy(root, source, destination, List.of(tags), plan);
  }

  @Test
  @Tag("DIST-PUSH-01")
  @Tag("IMG-MANI-19")
  @Tag("IMG-DESC-07")
  void childrenArriveBeforeTheirParentsAndTheTagIsLast() throws IOException {
    RawManifest one = image(blob("a"), blob("b"));
    RawManifest two = image(blob("b"), blob("c"));
    RawManifest root = index(one, two);

    copy(root, plan(3), "v1");

    assertEquals(source.content.keySet(), destination.content.keySet());
    List<String> pushes = destination.calls("push");
    assertEquals("push " + root.descriptor().digest(), pushes.get(pushes.size() - 1));
    assertEquals("tag v1", destination.calls.get(destination.calls.size() - 1));
    for (RawManifest parent : List.of(one, two, root)) {
      int at = pushes.indexOf("push " + parent.descriptor().digest());
      for (Descriptor child : parent.view().orElseThrow().children()) {
        assertTrue(pushes.indexOf("push " + child.digest()) < at, "child before parent");
      }
    }
  }

  @Test
  void aManifestThatDoesNotFitIntoMemoryIsReadAgainWhenItsChildrenAreThere() throws IOException {
    RawManifest one = image(blob("a"));
    RawManifest two = image(blob("b"));
    RawManifest inner = index(one, two);
    RawManifest root = index(inner);
    SourceReader reader = new SourceReader(source, codec, Limits.defaults());
    DestinationWriter transfer =
        new DestinationWriter(
            reader, destination, TestOperations.silent().events(), CopyHooks.NONE);
    ManifestMemory memory = new ManifestMemory(1);

    new CopyWalk(reader, transfer, plan(2), Limits.defaults(), executor, memory)
        .run(root, List.of("v1"));

    assertEquals(source.content.keySet(), destination.content.keySet());
    for (RawManifest read : List.of(one, two, inner)) {
      String fetch = "fetch " + read.descriptor().digest();
      assertEquals(2, source.calls.stream().filter(fetch::equals).count());
    }
    assertTrue(memory.keep(1), "all memory was given back");
  }

  private static CopyPlan following(Followers followers) {
    return new CopyPlan(
        () -> 2,
        Successors.CHILDREN,
        false,
        false,
        false,
        followers,
        CopyHooks.NONE,
        TestOperations.silent().events());
  }

  @Test
  void referrersOfAReferrerThatCannotBeListedAreAnError() {
    RawManifest root = image(blob("a"));
    RawManifest referrer = image(blob("signature"));
    Followers followers =
        subject -> {
          if (subject.digest().equals(root.descriptor().digest())) {
            return List.of(referrer.descriptor());
          }
          throw new NotFoundException("no list of referrers of " + subject.digest());
        };

    NotFoundException e =
        assertThrows(NotFoundException.class, () -> copy(root, following(followers), "v1"));

    assertEquals("no list of referrers of " + referrer.descriptor().digest(), e.problem());
  }

  @Test
  void aReferrerThatIsAnIndexAndIsGoneIsLeftOut() throws IOException {
    RawManifest root = image(blob("a"));
    RawManifest gone = index(image(blob("b")));
    source.content.remove(gone.descriptor().digest());
    Followers followers =
        new Followers() {
          @Override
          public List<Descriptor> of(Descriptor subject) {
            return subject.digest().equals(root.descriptor().digest())
                ? List.of(gone.descriptor())
                : List.of();
          }

          @Override
          public boolean missing(Descriptor referrer) {
            return true;
          }
        };

    copy(root, following(followers), "v1");

    assertTrue(destination.content.containsKey(root.descriptor().digest()));
    assertFalse(destination.content.containsKey(gone.descriptor().digest()));
  }

  @Test
  void aDigestMovesOnceHoweverOftenItIsNamed() throws IOException {
    RawManifest root = index(image(blob("same"), blob("same")), image(blob("same")));
    copy(root, plan(4), "v1");
    Descriptor same = blob("same");
    assertEquals(
        1, destination.calls("push").stream().filter(("push " + same.digest())::equals).count());
  }

  @Test
  void whatIsThereIsNeitherSentNorWalked() throws IOException {
    RawManifest child = image(blob("a"));
    RawManifest root = index(child);
    destination.put(child.descriptor(), child.bytes());

    copy(root, plan(2), "v1");

    assertEquals(List.of("push " + root.descriptor().digest()), destination.calls("push"));
    assertTrue(source.calls.isEmpty(), "nothing below the child was read: " + source.calls);
    assertTrue(
        events.stream()
            .anyMatch(
                e ->
                    e instanceof BlobSkipped s
                        && s.content().digest().equals(child.descriptor().digest())
                        && s.reason() == BlobSkipped.Reason.EXISTS));
  }

  @Test
  void forceWalksManifestsThatAreThere() throws IOException {
    RawManifest child = image(blob("a"));
    destination.put(child.descriptor(), child.bytes());
    copy(index(child), new CopyPlan(() -> 2, Successors.CHILDREN, true, false, heard()), "v1");
    assertEquals(source.content.keySet(), destination.content.keySet());
  }

  @Test
  void theRootIsNotAskedForWhenItGetsATag() throws IOException {
    RawManifest root = image(blob("a"));
    copy(root, plan(1), "v1");
    assertFalse(destination.calls.contains("exists " + root.descriptor().digest()));
  }

  @Test
  void aRootThatIsThereIsNotSentWithoutATag() throws IOException {
    RawManifest root = image(blob("a"));
    destination.put(root.descriptor(), root.bytes());
    copy(root, plan(1));
    assertEquals(List.of(), destination.calls("push"));
  }

  @Test
  void embeddedContentIsUsedInsteadOfARequest() throws IOException {
    RawManifest root =
        put(
            new ImageManifest(
                MediaType.OCI_MANIFEST,
                MediaType.UNKNOWN_ARTIFACT,
                Descriptor.EMPTY_JSON,
                List.of(Descriptor.EMPTY_JSON),
                null,
                Map.of()));
    copy(root, plan(1), "v1");
    assertTrue(source.calls.isEmpty(), "no request: " + source.calls);
    assertTrue(destination.content.containsKey(Descriptor.EMPTY_JSON.digest()));
  }

  @Test
  void embeddedContentThatIsOtherContentIsNotUsed() throws IOException {
    byte[] bytes = {1, 2, 3};
    Descriptor layer = source.put(Descriptor.of(MediaType.OCI_LAYER, bytes), bytes);
    RawManifest image = image(layer);
    ImageManifest lying =
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            null,
            Descriptor.EMPTY_JSON,
            List.of(layer.withData("AAAA")),
            null,
            Map.of());
    copy(RawManifest.of(image.bytes(), image.descriptor(), lying), plan(1), "v1");
    assertArrayEquals(bytes, destination.content.get(layer.digest()));
  }

  @Test
  void embeddedContentBeyondTheLimitIsAskedForAllTheSame() throws IOException {
    byte[] bytes = new byte[(64 << 10) + 1];
    Descriptor layer =
        source
            .put(Descriptor.of(MediaType.OCI_LAYER, bytes), bytes)
            .withData(Base64.getEncoder().encodeToString(bytes));
    copy(image(layer), plan(1), "v1");
    assertTrue(source.calls.contains("fetch " + layer.digest()), source.calls::toString);
  }

  @Test
  void aManifestBeyondTheLimitIsNotAskedFor() {
    Descriptor huge =
        Descriptor.of(MediaType.OCI_MANIFEST, Digest.of(new byte[] {1}), (4 << 20) + 1);
    RawManifest root = put(ImageIndex.of(List.of(huge)));
    assertThrows(LimitExceededException.class, () -> copy(root, plan(1), "v1"));
    assertFalse(source.calls.contains("fetch " + huge.digest()), source.calls::toString);
  }

  @Test
  void layersThatShouldNotBeUploadedStayBehind() throws IOException {
    MediaType foreign = new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar");
    byte[] bytes = {1, 2, 3};
    Descriptor layer = source.put(Descriptor.of(foreign, bytes), bytes);
    copy(image(layer), plan(1), "v1");
    assertFalse(destination.content.containsKey(layer.digest()));

    copy(image(layer), new CopyPlan(() -> 1, Successors.CHILDREN, false, true, heard()), "v2");
    assertTrue(destination.content.containsKey(layer.digest()));
  }

  @Test
  void aMissingChildFailsAtTheSourceAndLeavesNoTag() throws IOException {
    Descriptor gone = blob("gone");
    RawManifest root = image(blob("a"), gone);
    source.content.remove(gone.digest());

    NotFoundException e = assertThrows(NotFoundException.class, () -> copy(root, plan(2), "v1"));

    assertEquals(Side.SOURCE, e.side().orElseThrow());
    assertTrue(e.getMessage().contains(gone.digest().toString()), e.getMessage());
    assertTrue(destination.tags.isEmpty());
    assertFalse(destination.content.containsKey(root.descriptor().digest()));
  }

  @Test
  void theFirstFailureInterruptsTheOthersAndNothingRunsAfterIt() {
    Descriptor bad = blob("bad");
    Descriptor slow = blob("slow");
    CountDownLatch slowRuns = new CountDownLatch(1);
    List<Object> ended = new CopyOnWriteArrayList<>();
    RecordingTarget failing =
        new RecordingTarget() {
          @Override
          public void push(Descriptor expected, ContentSource content) throws IOException {
            if (expected.digest().equals(slow.digest())) {
              slowRuns.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                ended.add("interrupted");
                throw new OperationCancelledException("interrupted", e);
              }
            } else if (expected.digest().equals(bad.digest())) {
              awaitQuietly(slowRuns);
              throw new StoreException("disk full");
            }
            super.push(expected, content);
          }
        };
    RawManifest root = image(bad, slow);

    StoreException e =
        assertThrows(
            StoreException.class,
            () ->
                new GraphCopy(codec, Limits.defaults(), executor)
                    .copy(root, source, failing, List.of("v1"), plan(3)));

    assertEquals(Side.DESTINATION, e.side().orElseThrow());
    assertEquals(List.of("interrupted"), ended);
    assertFalse(failing.content.containsKey(root.descriptor().digest()));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptOfTheCallerCancelsTheCopy() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    RecordingTarget hanging =
        new RecordingTarget() {
          @Override
          public void push(Descriptor expected, ContentSource content) throws IOException {
            running.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new OperationCancelledException("interrupted", e);
            }
          }
        };
    RawManifest root = image(blob("a"));
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                new GraphCopy(codec, Limits.defaults(), executor)
                    .copy(root, source, hanging, List.of("v1"), plan(2));
              } catch (IOException | RuntimeException e) {
                thrown.add(e);
              }
            });
    caller.start();
    running.await();
    caller.interrupt();
    caller.join();
    assertInstanceOf(OperationCancelledException.class, thrown.get(0));
  }

  @Test
  void noMoreRunAtOnceThanAllowed() throws IOException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RecordingTarget counting =
        new RecordingTarget() {
          @Override
          public void push(Descriptor expected, ContentSource content) throws IOException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            super.push(expected, content);
            now.decrementAndGet();
          }
        };
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      layers.add(blob("layer " + i));
    }
    RawManifest root = image(layers.toArray(Descriptor[]::new));
    new GraphCopy(codec, Limits.defaults(), executor)
        .copy(root, source, counting, List.of("v1"), plan(3));
    assertTrue(most.get() <= 3, "at once: " + most);
    assertEquals(202, counting.content.size());
  }

  @Test
  void oneAtATimeIsEnoughForADeepGraph() throws IOException {
    RawManifest root = image(blob("a"));
    for (int i = 0; i < 50; i++) {
      root = index(root, image(blob("side " + i)));
    }
    copy(root, plan(1), "v1");
    assertEquals(source.content.keySet(), destination.content.keySet());
  }

  @Test
  void aGraphThatIsTooDeepIsRefused() {
    RawManifest root = image(blob("a"));
    for (int i = 0; i < 101; i++) {
      root = index(root);
    }
    RawManifest tooDeep = root;
    assertThrows(LimitExceededException.class, () -> copy(tooDeep, plan(1), "v1"));
    assertTrue(destination.tags.isEmpty());
  }

  @Test
  void progressEndsAtTheSizeAndAFailingListenerBreaksNothing() throws IOException {
    Descriptor layer = blob("twelve bytes");
    RawManifest root = image(layer);
    TransferListener failing =
        event -> {
          events.add(event);
          throw new IllegalStateException("listener");
        };
    copy(
        root,
        new CopyPlan(
            () -> 1, Successors.CHILDREN, false, false, TestOperations.heardBy(failing).events()),
        "v1");
    assertTrue(
        events.stream().anyMatch(e -> e instanceof BlobProgressed p && p.transferred() == 12));
    assertTrue(
        events.stream().anyMatch(e -> e instanceof BlobFinished f && f.content().equals(layer)));
    assertEquals(root.descriptor(), destination.tags.get("v1"));
  }

  @Test
  @Tag("IMG-MANI-07")
  @Tag("IMG-ANN-07")
  void aConfigThatIsNotJsonAndUnknownAnnotationsAreCopiedAsTheyAre() throws IOException {
    byte[] config = "not json".getBytes(StandardCharsets.UTF_8);
    Descriptor odd =
        source.put(Descriptor.of(new MediaType("application/vnd.example.odd"), config), config);
    RawManifest root =
        put(
            new ImageManifest(
                MediaType.OCI_MANIFEST,
                null,
                odd,
                List.of(),
                null,
                Map.of("org.opencontainers.image.nobody.knows", "1")));
    copy(root, plan(1), "v1");
    assertEquals(source.content.keySet(), destination.content.keySet());
  }

  /** The JVM of the tests has 512 MiB; the annotations of all manifests have 800. */
  @Test
  void annotationsOfContentThatHasBeenCopiedAreNotKept() throws IOException {
    int size = 8 << 20;
    RawManifest[] images = new RawManifest[100];
    for (int i = 0; i < images.length; i++) {
      images[i] = image(blob("layer " + i));
    }
    ManifestCodec annotating =
        new ManifestCodec() {
          @Override
          public Optional<Manifest> decode(byte[] bytes, MediaType type)
              throws InvalidManifestException {
            return codec.decode(bytes, type).map(this::annotated);
          }

          private Manifest annotated(Manifest manifest) {
            return manifest instanceof ImageManifest image
                ? new ImageManifest(
                    image.mediaType(),
                    null,
                    image.config(),
                    List.of(
                        image.layers().get(0).withAnnotations(Map.of("large", "x".repeat(size)))),
                    null,
                    Map.of())
                : manifest;
          }

          @Override
          public byte[] encode(Manifest manifest) {
            return codec.encode(manifest);
          }
        };
    RawManifest root = index(images);

    new GraphCopy(annotating, Limits.defaults(), executor)
        .copy(
            root,
            source,
            destination,
            List.of("v1"),
            new CopyPlan(
                () -> 1, Successors.CHILDREN, false, false, TestOperations.silent().events()));

    assertEquals(source.content.keySet(), destination.content.keySet());
  }

  @Test
  void aGraphOfMoreNodesThanTheLimitIsNotCopied() {
    RawManifest root = index(image(blob("a")), image(blob("b")));
    Limits four = Limits.builder().graphNodes(4).build();

    LimitExceededException e =
        assertThrows(
            LimitExceededException.class,
            () ->
                new GraphCopy(codec, four, executor)
                    .copy(root, source, destination, List.of("v1"), plan(2)));

    assertEquals("the graph has too many manifests and blobs (limit graphNodes: 4)", e.problem());
    assertEquals(List.of(), destination.calls("tag"));
  }

  private LimitExceededException refused(RawManifest root, Limits limits) {
    return assertThrows(
        LimitExceededException.class,
        () ->
            new GraphCopy(codec, limits, executor)
                .copy(root, source, destination, List.of("v1"), plan(2)));
  }

  @Test
  void largeTextsOfDescriptorsThatWaitHaveALimitTogether() throws IOException {
    RawManifest[] images = {image(blob("a")), image(blob("b")), image(blob("c"))};
    RawManifest root =
        put(
            ImageIndex.of(
                List.of(images).stream()
                    .map(RawManifest::descriptor)
                    .map(d -> d.withAnnotations(Map.of("large", "x".repeat(1000))))
                    .toList()));

    LimitExceededException e = refused(root, Limits.builder().heldListBytes(2000).build());

    assertEquals(
        "the descriptors of the graph have too many bytes in total (limit heldListBytes: 2000)",
        e.problem());
    assertEquals(List.of(), destination.calls("tag"));
    new GraphCopy(codec, Limits.builder().heldListBytes(4000).build(), executor)
        .copy(root, source, destination, List.of("v1"), plan(2));
    assertEquals(source.content.keySet(), destination.content.keySet());
  }

  @Test
  void largeMediaTypesAreHeldToTheEndAndHaveALimitTogether() {
    RawManifest[] images = new RawManifest[3];
    for (int i = 0; i < images.length; i++) {
      Descriptor layer = blob("layer " + i);
      images[i] =
          image(
              Descriptor.of(
                  MediaType.read("a/" + "x".repeat(1000) + i), layer.digest(), layer.size()));
    }

    LimitExceededException e = refused(index(images), Limits.builder().heldListBytes(2000).build());

    assertEquals(
        "the descriptors of the graph have too many bytes in total (limit heldListBytes: 2000)",
        e.problem());
  }

  @Test
  void ordinaryDescriptorsAreLimitedByTheirNumberAlone() throws IOException {
    RawManifest root = index(image(blob("a")), image(blob("b")));

    new GraphCopy(codec, Limits.builder().heldListBytes(1).build(), executor)
        .copy(root, source, destination, List.of("v1"), plan(2));

    assertEquals(source.content.keySet(), destination.content.keySet());
  }
}
