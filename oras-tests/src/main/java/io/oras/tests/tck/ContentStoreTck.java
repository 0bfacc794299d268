package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that every {@link Target} must pass, and tests for each optional port that it has. */
public abstract class ContentStoreTck {
  private Target target;

  /** Creates the suite. */
  protected ContentStoreTck() {}

  /** Opens a new, empty store. The suite closes the store. */
  protected abstract Target open() throws IOException;

  @BeforeEach
  final void openTarget() throws IOException {
    target = open();
  }

  @AfterEach
  final void closeTarget() throws IOException {
    target.close();
  }

  /** Returns the store under test. */
  protected Target target() {
    return target;
  }

  /** Returns the store as the port; skips the test if the store does not have the port. */
  final <T> T capability(Class<T> type) {
    assumeTrue(type.isInstance(target()), () -> "no " + type.getSimpleName());
    return type.cast(target());
  }

  final byte[] content(Descriptor descriptor) throws IOException {
    try (InputStream in = target.fetch(descriptor)) {
      return in.readAllBytes();
    }
  }

  @Test
  final void contentComesBackAsItWasPushed() throws IOException {
    byte[] large = new byte[(1 << 20) + 7];
    new Random(1).nextBytes(large);
    for (byte[] bytes : List.of(new byte[0], Samples.bytes("small"), large)) {
      Descriptor blob = Descriptor.of(Samples.BLOB, bytes);
      assertFalse(target.exists(blob));
      target.push(blob, ContentSource.ofBytes(bytes));
      assertTrue(target.exists(blob));
      assertArrayEquals(bytes, content(blob));
    }
  }

  @Test
  final void contentUnderSha512ComesBack() throws IOException {
    byte[] bytes = Samples.bytes("sha512");
    Descriptor blob =
        Descriptor.of(Samples.BLOB, Digest.of(DigestAlgorithm.SHA512, bytes), bytes.length);
    target.push(blob, ContentSource.ofBytes(bytes));
    assertArrayEquals(bytes, content(blob));
  }

  @Test
  final void contentThatCannotBeVerifiedIsRefused() throws IOException {
    Descriptor blob = Descriptor.of(Samples.BLOB, Digest.parse("unknown:abc"), 1);
    assertThrows(
        UnsupportedDigestException.class,
        () -> target.push(blob, ContentSource.ofBytes(Samples.bytes("x"))));
    assertFalse(target.exists(blob));
  }

  @Test
  final void whatIsNotHereIsNotFound() throws IOException {
    Descriptor blob = Samples.blob("nowhere");
    assertFalse(target.exists(blob));
    assertThrows(NotFoundException.class, () -> content(blob));
    assertThrows(NotFoundException.class, () -> target.resolve("v1"));
    assertThrows(NotFoundException.class, () -> target.resolve(blob.digest().toString()));
    assertThrows(NotFoundException.class, () -> target.tag(blob, "v1"));
  }

  @Test
  final void otherContentThanDescribedIsRefusedAndNotKept() throws IOException {
    Descriptor blob = Samples.blob("right");
    for (String wrong : List.of("wrong", "", "righ", "right and more")) {
      assertThrows(
          ContentVerificationException.class,
          () -> target.push(blob, ContentSource.ofBytes(Samples.bytes(wrong))),
          wrong);
      assertFalse(target.exists(blob), wrong);
    }
    Samples.pushBlob(target, "right");
    assertArrayEquals(Samples.bytes("right"), content(blob));
  }

  @Test
  final void readingUnderAnotherSizeFails() throws IOException {
    Descriptor blob = Samples.pushBlob(target, "five5");
    for (long size : List.of(0L, 4L, 6L)) {
      Descriptor lie = Descriptor.of(blob.mediaType(), blob.digest(), size);
      assertThrows(IOException.class, () -> content(lie));
    }
  }

  @Test
  final void brokenManifestIsRefusedAndNotKept() throws IOException {
    byte[] bytes = Samples.bytes("{\"schemaVersion\":2} {}");
    Descriptor manifest = Descriptor.of(MediaType.OCI_MANIFEST, bytes);
    assertThrows(
        InvalidManifestException.class, () -> target.push(manifest, ContentSource.ofBytes(bytes)));
    assertFalse(target.exists(manifest));
  }

  @Test
  final void pushingAgainIsNoError() throws IOException {
    Samples.pushArtifact(target, "twice", null);
    Descriptor artifact = Samples.pushArtifact(target, "twice", null);
    assertTrue(target.exists(artifact));
  }

  @Test
  final void manyThreadsPushTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Descriptor>> pushes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String tag = "t" + i;
        pushes.add(
            threads.submit(
                () -> {
                  Descriptor pushed = Samples.pushArtifact(target, "same", null);
                  target.tag(pushed, tag);
                  return pushed;
                }));
      }
      for (int i = 0; i < pushes.size(); i++) {
        assertTrue(pushes.get(i).get().sameContent(target.resolve("t" + i)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Copies list the target while other threads write to it. */
  @Test
  final void listsHaveOnlyWholeEntriesWhileOthersWrite() throws Exception {
    TagLister tags = target.capability(TagLister.class).orElse(null);
    ReferrerLister referrers = target.capability(ReferrerLister.class).orElse(null);
    assumeTrue(tags != null || referrers != null, "no lists");
    Descriptor subject = Samples.pushArtifact(target, "subject", null);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    CountDownLatch begun = new CountDownLatch(1);
    try {
      Future<?> writes =
          writer.submit(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    target.tag(Samples.pushArtifact(target, "referrer" + i, subject), "t" + i);
                    begun.countDown();
                  }
                  return null;
                } finally {
                  begun.countDown();
                }
              });
      begun.await();
      do {
        if (tags != null) {
          for (String tag : tags.tags(Optional.empty()).toList()) {
            assertTrue(tag.matches("t\\d+"), tag);
          }
        }
        if (referrers != null) {
          for (Descriptor referrer : referrers.referrers(subject, Optional.empty()).toList()) {
            assertTrue(target.exists(referrer), () -> referrer + " is listed and not there");
          }
        }
      } while (!writes.isDone());
      writes.get();
    } finally {
      writer.shutdown();
      assertTrue(writer.awaitTermination(SafetyLimit.SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  final void manifestIsFoundByTagAndByDigest() throws IOException {
    Descriptor artifact = Samples.pushArtifact(target, "x", null);
    target.tag(artifact, "v1");
    target.tag(artifact, "v2");
    for (String name : List.of("v1", "v2", artifact.digest().toString())) {
      assertTrue(artifact.sameContent(target.resolve(name)), name);
    }
  }

  @Test
  final void tagMovesToTheManifestThatGotItLast() throws IOException {
    Descriptor first = Samples.pushArtifact(target, "first", null);
    Descriptor second = Samples.pushArtifact(target, "second", null);
    target.tag(first, "v1");
    target.tag(second, "v1");
    assertTrue(second.sameContent(target.resolve("v1")));
    assertTrue(first.sameContent(target.resolve(first.digest().toString())));
  }

  @Test
  final void manifestIsFetchedByNameWithItsBytes() throws IOException {
    ReferenceFetcher fetcher = capability(ReferenceFetcher.class);
    RawManifest manifest = Samples.manifest(Samples.ARTIFACT, "x", null);
    Descriptor artifact = Samples.pushArtifact(target, "x", null);
    target.tag(artifact, "v1");
    for (String name : List.of("v1", artifact.digest().toString())) {
      RawManifest fetched = fetcher.fetchReference(name);
      assertArrayEquals(manifest.bytes(), fetched.bytes());
      assertEquals(manifest.view(), fetched.view());
    }
    assertThrows(NotFoundException.class, () -> fetcher.fetchReference("v2"));
  }

  @Test
  final void manifestIsPushedAndTaggedInOneStep() throws IOException {
    ReferencePusher pusher = capability(ReferencePusher.class);
    RawManifest manifest = Samples.manifest(Samples.ARTIFACT, "x", null);
    target.push(Descriptor.EMPTY_JSON, ContentSource.ofBytes(Samples.bytes("{}")));
    Samples.pushBlob(target, "x");
    pusher.pushReference(manifest, "v1");
    assertTrue(manifest.descriptor().sameContent(target.resolve("v1")));
    assertArrayEquals(manifest.bytes(), content(manifest.descriptor()));
  }

  @Test
  final void streamIsStoredUnderItsDigest() throws IOException {
    StreamPusher pusher = capability(StreamPusher.class);
    for (String text : List.of("", "streamed")) {
      Descriptor stored =
          pusher.pushStream(Samples.BLOB, new ByteArrayInputStream(Samples.bytes(text)));
      assertEquals(Samples.blob(text), stored);
      assertArrayEquals(Samples.bytes(text), content(stored));
    }
  }

  @Test
  final void streamThatBreaksIsNotStored() throws IOException {
    StreamPusher pusher = capability(StreamPusher.class);
    InputStream breaking =
        new FilterInputStream(new ByteArrayInputStream(Samples.bytes("x"))) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            throw new IOException("broken on purpose");
          }
        };
    IOException e =
        assertThrows(IOException.class, () -> pusher.pushStream(Samples.BLOB, breaking));
    assertEquals("broken on purpose", e.getMessage());
    assertFalse(target.exists(Samples.blob("")));
  }

  @Test
  final void tagsAreListedOnceEachAfterTheLastOne() throws IOException {
    TagLister lister = capability(TagLister.class);
    Descriptor artifact = Samples.pushArtifact(target, "x", null);
    for (String tag : List.of("v2", "v1", "v3", "v1")) {
      target.tag(artifact, tag);
    }
    List<String> tags = lister.tags(Optional.empty()).toList();
    assertEquals(List.of("v1", "v2", "v3"), tags.stream().sorted().toList());
    assertEquals(tags.subList(1, 3), lister.tags(Optional.of(tags.get(0))).toList());
    assertEquals(List.of(), lister.tags(Optional.of(tags.get(2))).toList());
  }

  @Test
  final void untaggedManifestStaysUnderItsOtherNames() throws IOException {
    Untagger untagger = capability(Untagger.class);
    Descriptor artifact = Samples.pushArtifact(target, "x", null);
    target.tag(artifact, "v1");
    target.tag(artifact, "v2");
    untagger.untag("v1");
    assertThrows(NotFoundException.class, () -> target.resolve("v1"));
    assertThrows(NotFoundException.class, () -> untagger.untag("v1"));
    assertTrue(artifact.sameContent(target.resolve("v2")));
    untagger.untag("v2");
    assertTrue(artifact.sameContent(target.resolve(artifact.digest().toString())));
  }

  @Test
  final void deletedManifestLosesItsTags() throws IOException {
    Deleter deleter = capability(Deleter.class);
    Descriptor artifact = Samples.pushArtifact(target, "x", null);
    target.tag(artifact, "v1");
    deleter.delete(artifact);
    assertFalse(target.exists(artifact));
    assertThrows(NotFoundException.class, () -> target.resolve("v1"));
    assertThrows(NotFoundException.class, () -> target.resolve(artifact.digest().toString()));
    assertThrows(NotFoundException.class, () -> deleter.delete(artifact));
    deleter.delete(Samples.blob("x"));
    assertThrows(NotFoundException.class, () -> content(Samples.blob("x")));
    Samples.pushArtifact(target, "x", null);
    assertTrue(target.exists(artifact));
  }
}
