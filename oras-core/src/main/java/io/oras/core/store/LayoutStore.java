package io.oras.core.store;

import io.oras.api.content.GarbageCollector;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An OCI layout in a folder (image-spec v1.1.1, image-layout.md), as the {@code oras} command keeps
 * it: every manifest that is pushed is listed in {@code index.json}.
 *
 * <p>Safe for many threads, stores and processes at once. A blob and the {@code index.json} appear
 * under their names when they are complete, verified and on the disk; a push that dies leaves at
 * most a file in the folder {@code ingest} and blobs that nothing names, which {@link
 * #collectGarbage} removes. Changes are made under a lock on the file {@code oci-layout}.
 */
public final class LayoutStore extends WritableStore implements GarbageCollector {
  /** Where files are that are not complete; {@code oras} has the same. */
  static final String INGEST = "ingest";

  private final WritableFolderBlobs blobs;
  private final WritableIndexFile index;
  private final FolderLock lock;

  private LayoutStore(
      WritableFolderBlobs blobs, WritableIndexFile index, FolderLock lock, StoreContext context) {
    super(blobs, index, context);
    this.blobs = blobs;
    this.index = index;
    this.lock = lock;
  }

  /**
   * Opens a layout for reading and writing; what it lacks is created, the folder too.
   *
   * @throws StoreException when there is a layout of another version, or something else
   */
  public static LayoutStore open(Path folder, StoreContext context) throws IOException {
    return open(folder, context, Clock.systemUTC());
  }

  static LayoutStore open(Path folder, StoreContext context, Clock clock) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StoreException(root + " is a file, an OCI layout is a folder");
    }
    Files.createDirectories(root);
    FolderLock lock = new FolderLock(root, LayoutVersion.FILE);
    WritableIndexFile index = new WritableIndexFile(root, context.codec(), lock);
    index.create();
    checkVersion(root);
    index.read();
    return new LayoutStore(new WritableFolderBlobs(root, lock, clock), index, lock, context);
  }

  /**
   * Opens a layout for reading; nothing in it is written.
   *
   * @throws NotFoundException when there is no layout
   * @throws StoreException when it is of another version, or broken
   */
  public static ReadableStore openReadOnly(Path folder, StoreContext context) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    checkVersion(root);
    IndexFile index = new IndexFile(root, context.codec());
    index.read();
    return new ReadableStore(new FolderBlobs(root), index, context);
  }

  /**
   * The content as it passes by: it is here too when the stream has been read to its end.
   *
   * @param verified as {@link VerifyingInputStream} verifies; closed with what is returned
   */
  public InputStream keeping(Descriptor blob, InputStream verified) throws IOException {
    return VerifyingInputStream.of(blobs.keeping(blob, verified), blob);
  }

  WritableFolderBlobs blobs() {
    return blobs;
  }

  WritableIndexFile index() {
    return index;
  }

  private static void checkVersion(Path root) throws IOException {
    Path marker = root.resolve(LayoutVersion.FILE);
    try (InputStream in = Files.newInputStream(marker)) {
      LayoutVersion.check(in.readNBytes(LayoutVersion.MAX_SIZE), marker.toString());
    } catch (NoSuchFileException e) {
      throw new NotFoundException(root + " is no OCI layout: it has no file " + LayoutVersion.FILE);
    }
  }

  /**
   * Removes the blobs that no manifest of {@code index.json} reaches, and what died pushes left, as
   * far as nobody has relied on them for 24 hours. Pushes may go on meanwhile, here and in other
   * processes.
   *
   * @return the blobs that were removed
   * @throws StoreException when a manifest cannot be read; then nothing is removed
   */
  @Override
  public List<Digest> collectGarbage() throws IOException {
    return collectGarbage(WritableFolderBlobs.GRACE);
  }

  /**
   * {@link #collectGarbage()} with another time.
   *
   * @param grace less than 24 hours is for those who know that nobody pushes
   */
  @Override
  public List<Digest> collectGarbage(Duration grace) throws IOException {
    // Most manifests are read before the lock is taken, and what came meanwhile after.
    reachable(index.read());
    return lock.hold(
        () -> {
          Set<Digest> kept = reachable(index.read());
          return blobs.sweep(kept, grace);
        });
  }
}
