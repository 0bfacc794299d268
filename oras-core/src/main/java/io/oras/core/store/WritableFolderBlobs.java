package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Blobs that can be added and removed, by several processes at once.
 *
 * <p>A blob that nothing reaches yet may be part of a push that goes on, here or elsewhere. Its
 * time of modification says when somebody last relied on it: whoever finds it there renews that
 * time, and garbage collection spares what is younger than {@link #GRACE}.
 */
final class WritableFolderBlobs extends FolderBlobs implements WritableBlobs {
  /** How long a push may rely on a blob that nothing reaches. */
  static final Duration GRACE = Duration.ofHours(24);

  private final Path ingest;
  private final FolderLock lock;
  private final Clock clock;

  WritableFolderBlobs(Path root, FolderLock lock, Clock clock) {
    super(root);
    this.ingest = root.resolve(LayoutStore.INGEST);
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public boolean has(Descriptor descriptor) throws IOException {
    return super.has(descriptor) && renewed(path(descriptor.digest()));
  }

  /** Under the lock, so that no collection that saw the old time removes the blob afterwards. */
  private boolean renewed(Path blob) throws IOException {
    try {
      if (isOlder(blob, GRACE.dividedBy(2))) {
        FileTime now = FileTime.from(clock.instant());
        lock.hold(() -> Files.setLastModifiedTime(blob, now));
      }
      return true;
    } catch (FileSystemException e) {
      // Gone, or another user's: either way it is written anew, which gives it a new time.
      return false;
    }
  }

  private boolean isOlder(Path file, Duration age) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(clock.instant().minus(age));
  }

  @Override
  public void store(Descriptor expected, ContentSource content) throws IOException {
    expected.digest().requireAlgorithm();
    if (has(expected)) {
      return;
    }
    try (InputStream in = VerifyingInputStream.of(content.open(), expected);
        PendingFile file = PendingFile.in(ingest)) {
      file.write(in, null);
      place(file, expected.digest());
    }
  }

  @Override
  public Descriptor store(MediaType mediaType, InputStream stream) throws IOException {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
    MessageDigest computation = algorithm.newMessageDigest();
    try (PendingFile file = PendingFile.in(ingest)) {
      long size = file.write(stream, computation);
      Digest digest = Digest.finish(algorithm, computation);
      Descriptor descriptor = Descriptor.of(mediaType, digest, size);
      if (!has(descriptor)) {
        place(file, digest);
      }
      return descriptor;
    }
  }

  /** The stream, of which a blob is made when it has been read to its end. */
  InputStream keeping(Descriptor expected, InputStream verified) throws IOException {
    Path target = path(expected.digest());
    Files.createDirectories(target.getParent());
    return new KeptInputStream(verified, expected.size(), PendingFile.in(ingest), target);
  }

  private void place(PendingFile file, Digest digest) throws IOException {
    Path target = path(digest);
    Files.createDirectories(target.getParent());
    file.protect();
    file.moveTo(target);
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    return Files.deleteIfExists(path(digest));
  }

  /**
   * Removes the blobs that are not kept and the files of pushes that died, as far as they are older
   * than the grace; what is no blob stays. The caller holds the lock.
   */
  List<Digest> sweep(Set<Digest> keep, Duration grace) throws IOException {
    for (Path file : list(ingest)) {
      if (isOlder(file, grace)) {
        Files.deleteIfExists(file);
      }
    }
    List<Digest> removed = new ArrayList<>();
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      for (Path file : list(root.resolve("blobs").resolve(algorithm.id()))) {
        Optional<Digest> digest = digest(algorithm, file);
        if (digest.isPresent() && !keep.contains(digest.get()) && isOlder(file, grace)) {
          Files.deleteIfExists(file);
          removed.add(digest.get());
        }
      }
    }
    return removed;
  }

  private static Optional<Digest> digest(DigestAlgorithm algorithm, Path file) {
    try {
      return Optional.of(new Digest(algorithm.id(), file.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
