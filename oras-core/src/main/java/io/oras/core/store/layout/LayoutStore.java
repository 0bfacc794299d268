package io.oras.core.store.layout;

import io.oras.api.content.GarbageCollector;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.StoreContext;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.LayoutIndex;
import io.oras.core.store.ReadableStore;
import io.oras.core.store.WritableStore;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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

  private final WritableLayoutBlobs blobs;
  private final WritableIndexFile index;
  private final ProcessLock lock;

  private LayoutStore(
      WritableLayoutBlobs blobs, WritableIndexFile index, ProcessLock lock, StoreContext context) {
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

  /**
   * Opens a layout that is a cache of one user: what it creates only that user can read. A marker
   * that is no JSON is written anew, and an index that cannot be read is renamed.
   *
   * @throws StoreException as {@link #open(Path, StoreContext)}
   */
  public static LayoutStore openCache(Path folder, StoreContext context) throws IOException {
    SafeFolder cache = SafeFolder.of(folder).ownerOnly();
    cache.createRoot();
    try {
      return open(cache, context, Clock.systemUTC());
    } catch (StoreException | LimitExceededException e) {
      repair(cache, context);
      return open(cache, context, Clock.systemUTC());
    }
  }

  private static void repair(SafeFolder folder, StoreContext context) throws IOException {
    ProcessLock lock = new ProcessLock(folder, LayoutVersion.FILE);
    lock.hold(
        () -> {
          if (!LayoutVersion.isPresent(lock.read(LayoutVersion.MAX_SIZE))) {
            lock.write(LayoutVersion.CONTENT);
          }
          try {
            return new IndexFile(folder, context.codec()).read();
          } catch (StoreException | LimitExceededException e) {
            folder.rename(IndexFile.NAME, IndexFile.NAME + ".broken");
            return LayoutIndex.NONE;
          } catch (NotFoundException e) {
            return LayoutIndex.NONE;
          }
        });
  }

  static LayoutStore open(Path folder, StoreContext context, Clock clock) throws IOException {
    return open(SafeFolder.of(folder), context, clock);
  }

  private static LayoutStore open(SafeFolder folder, StoreContext context, Clock clock)
      throws IOException {
    folder.createRoot();
    ProcessLock lock = new ProcessLock(folder, LayoutVersion.FILE);
    WritableIndexFile index = new WritableIndexFile(folder, context.codec(), lock);
    index.create();
    checkVersion(folder);
    index.read();
    return new LayoutStore(new WritableLayoutBlobs(folder, lock, clock), index, lock, context);
  }

  /**
   * Opens a layout for reading; nothing in it is written.
   *
   * @throws NotFoundException when there is no layout
   * @throws StoreException when it is of another version, or broken
   */
  public static ReadableStore openReadOnly(Path folder, StoreContext context) throws IOException {
    SafeFolder layout = SafeFolder.of(folder);
    checkVersion(layout);
    IndexFile index = new IndexFile(layout, context.codec());
    index.read();
    return new ReadableStore(new LayoutBlobs(layout), index, context);
  }

  /**
   * The content as it passes by: it is here too when the stream has been read to its end.
   *
   * @param verified as {@link VerifyingInputStream} verifies; closed with what is returned, or at
   *     once if this method throws
   * @param failure is told why the content is not here; reading goes on
   */
  public InputStream keeping(Descriptor blob, InputStream verified, Consumer<IOException> failure)
      throws IOException {
    return Handover.of(verified)
        .to(in -> VerifyingInputStream.of(blobs.keeping(blob, in, failure), blob));
  }

  public WritableLayoutBlobs blobs() {
    return blobs;
  }

  public WritableIndexFile index() {
    return index;
  }

  private static void checkVersion(SafeFolder folder) throws IOException {
    try {
      byte[] marker = new ProcessLock(folder, LayoutVersion.FILE).read(LayoutVersion.MAX_SIZE);
      LayoutVersion.check(marker, folder.path(LayoutVersion.FILE).toString());
    } catch (NoSuchFileException e) {
      throw new NotFoundException(
          folder + ": invalid OCI Image Layout: it has no file " + LayoutVersion.FILE);
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
    return collectGarbage(WritableLayoutBlobs.GRACE);
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
