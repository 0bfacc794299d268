package io.oras.core.store.layout;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.BlobStorage.WritableBlobStorage;
import io.oras.core.stream.Digests;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Blobs that can be added and removed, by several processes at once.
 *
 * <p>A blob that nothing reaches yet may be part of a push that goes on, here or elsewhere. Its
 * time of modification says when somebody last relied on it: whoever finds it there renews that
 * time, and garbage collection spares what is younger than {@link #GRACE}.
 */
public final class WritableLayoutBlobs extends LayoutBlobs implements WritableBlobStorage {
  /** How long a push may rely on a blob that nothing reaches. */
  static final Duration GRACE = Duration.ofHours(24);

  private final ProcessLock lock;
  private final Clock clock;

  WritableLayoutBlobs(SafeFolder folder, ProcessLock lock, Clock clock) {
    super(folder);
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public boolean has(Descriptor descriptor) throws IOException {
    return super.has(descriptor) && renewed(descriptor.digest());
  }

  /** Under the lock, so that no collection that saw the old time removes the blob afterwards. */
  private boolean renewed(Digest digest) throws IOException {
    try {
      BasicFileAttributes blob = folder.stat(names(digest));
      if (blob == null) {
        return false;
      }
      if (isOlder(blob, GRACE.dividedBy(2))) {
        FileTime now = FileTime.from(clock.instant());
        lock.hold(
            () -> {
              folder.setModified(now, names(digest));
              return now;
            });
      }
      return true;
    } catch (FileSystemException e) {
      // Gone, or another user's: either way it is written anew, which gives it a new time.
      return false;
    }
  }

  private boolean isOlder(BasicFileAttributes file, Duration age) {
    return file.lastModifiedTime().toInstant().isBefore(clock.instant().minus(age));
  }

  @Override
  public void store(Descriptor expected, ContentSource content) throws IOException {
    UnsupportedDigestException.requireKnown(expected.digest());
    if (has(expected)) {
      return;
    }
    try (InputStream in = VerifyingInputStream.of(content.open(), expected);
        AtomicFile file = AtomicFile.in(folder, LayoutStore.INGEST)) {
      file.write(in, null);
      place(file, expected.digest());
    }
  }

  @Override
  public Descriptor store(MediaType mediaType, InputStream stream) throws IOException {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    MessageDigest computation = algorithm.newMessageDigest();
    try (AtomicFile file = AtomicFile.in(folder, LayoutStore.INGEST)) {
      long size = file.write(stream, computation);
      Digest digest = Digests.finish(algorithm, computation);
      Descriptor descriptor = Descriptor.of(mediaType, digest, size);
      if (!has(descriptor)) {
        place(file, digest);
      }
      return descriptor;
    }
  }

  /**
   * Returns the stream, of which a blob is made when it has been read to its end; the stream below
   * is closed with it, or at once if this method throws.
   *
   * @param failure is told why no blob is made; reading goes on
   */
  InputStream keeping(Descriptor expected, InputStream verified, Consumer<IOException> failure)
      throws IOException {
    try (Handover<InputStream> below = Handover.of(verified)) {
      AtomicFile pending;
      try {
        pending = AtomicFile.in(folder, LayoutStore.INGEST);
      } catch (OperationCancelledException e) {
        throw e;
      } catch (IOException e) {
        failure.accept(e);
        return below.release();
      }
      return Handover.of(pending)
          .to(
              file ->
                  below.to(
                      in ->
                          new KeptInputStream(
                              in,
                              expected.size(),
                              file,
                              () -> place(file, expected.digest()),
                              failure)));
    }
  }

  private void place(AtomicFile file, Digest digest) throws IOException {
    folder.createFolder(BLOBS, digest.algorithm());
    if (!folder.isOwnerOnly()) {
      file.protect();
    }
    BasicFileAttributes there = folder.stat(names(digest));
    if (there != null && there.isDirectory()) {
      folder.delete(names(digest)); // Only if it is empty.
    }
    file.moveTo(folder.target(names(digest)));
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    return folder.delete(names(digest));
  }

  /**
   * Removes the blobs that are not kept and the files of pushes that died, as far as they are older
   * than the grace; what is no blob stays. The caller holds the lock.
   */
  List<Digest> sweep(Set<Digest> keep, Duration grace) throws IOException {
    for (String name : folder.list(LayoutStore.INGEST)) {
      removeOld(grace, LayoutStore.INGEST, name);
    }
    List<Digest> removed = new ArrayList<>();
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      for (String name : folder.list(BLOBS, algorithm.id())) {
        Optional<Digest> digest = Digests.find(algorithm.id() + ":" + name);
        if (digest.isPresent()
            && !keep.contains(digest.get())
            && removeOld(grace, names(digest.get()))) {
          removed.add(digest.get());
        }
      }
    }
    return removed;
  }

  private boolean removeOld(Duration grace, String... names) throws IOException {
    BasicFileAttributes file = folder.stat(names);
    return file != null && !file.isDirectory() && isOlder(file, grace) && folder.delete(names);
  }
}
