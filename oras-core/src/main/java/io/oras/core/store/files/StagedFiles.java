package io.oras.core.store.files;

import io.oras.api.error.StoreException;
import io.oras.api.model.Digest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.filesystem.DistinctPaths;
import io.oras.core.filesystem.FileTransaction;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.function.IoAction;
import io.oras.core.function.IoConsumer;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * What went to which place below a folder. It goes there when it comes, or it waits beside its
 * place for the rest: then all of it goes there in the end, or nothing does.
 *
 * <p>What waits replaces nothing before everything has come and is verified; after that only a
 * rename can fail, and then what was replaced is brought back. Thread safe.
 */
final class StagedFiles implements AutoCloseable {
  private final Mutex lock;
  private final boolean hold;
  private final Map<Path, Digest> places = new HashMap<>();
  private final DistinctPaths paths = new DistinctPaths();
  private final List<StagedFile> waiting = new ArrayList<>();

  /** Folders that this store creates. A folder comes before those in it. */
  private final NavigableSet<Path> folders = new TreeSet<>();

  private boolean committed;

  /**
   * Nothing so far.
   *
   * @param lock held while something goes to its place
   * @param hold whether all wait for {@link #commit}
   */
  StagedFiles(Mutex lock, boolean hold) {
    this.lock = lock;
    this.hold = hold;
  }

  /** Remembers which folders are not there yet: this one, and those on the way to it. */
  void willCreate(Path folder) throws IOException {
    if (!hold) {
      return;
    }
    List<Path> missing = new ArrayList<>();
    for (Path path = folder;
        path != null && !creates(path) && SafePaths.attributes(path) == null;
        path = path.getParent()) {
      missing.add(path);
    }
    lock.run(
        () -> {
          folders.addAll(missing);
        });
  }

  /** Returns whether the folder was missing before, so that it contains nothing of others. */
  boolean creates(Path folder) {
    return lock.get(
        () -> {
          return folders.contains(folder);
        });
  }

  /** Whether this content goes or went there, and not just something. */
  boolean contains(Path path, Digest digest) {
    return lock.get(
        () -> {
          return digest.equals(places.get(path));
        });
  }

  /**
   * Records that the file was there before, with this content.
   *
   * @throws StoreException if other content goes to the same file
   */
  void remember(Path path, Digest digest) throws IOException {
    lock.run(
        () -> {
          requireSameContent(path, digest);
          places.put(path, digest);
        });
  }

  /**
   * Takes ownership of what arrived, and moves it to its place now or at {@link #commit}.
   *
   * @return whether it waits for the commit
   * @throws StoreException if other content went to the same file before
   */
  boolean add(StagedFile file) throws IOException {
    return lock.get(
        () -> {
          boolean first;
          try {
            requireSameContent(file.path(), file.digest());
            first = !places.containsKey(file.path());
            if (first && !hold) {
              file.check().run();
              FileTransaction.together(file.move());
            }
          } catch (IOException | RuntimeException e) {
            try (file) {
              throw e;
            }
          }
          if (!first || !hold) {
            file.close();
          }
          places.put(file.path(), file.digest());
          if (first && hold) {
            waiting.add(file);
          }
          return first && hold;
        });
  }

  private void requireSameContent(Path path, Digest digest) throws IOException {
    Path other = paths.add(path);
    Digest before = places.get(other == null ? path : other);
    if (before == null || before.equals(digest)) {
      return;
    }
    throw new StoreException(
        other == null
            ? "'%s' is the title of two different layers, %s and %s; one file cannot be both"
                .formatted(path, before, digest)
            : "'%s' and '%s' are the same file on this file system and the titles of two different"
                    .formatted(other, path)
                + " layers, %s and %s; pull into a folder on another file system"
                    .formatted(before, digest));
  }

  /** Moves all that wait, as they came. */
  void commit(FileTransaction moves) throws IOException {
    lock.run(
        () -> {
          for (StagedFile file : waiting) {
            file.check().run();
          }
          for (StagedFile file : waiting) {
            file.move().accept(moves);
          }
        });
  }

  /** Lets the folders stay that were made, if anything went there. */
  void committed() {
    lock.run(
        () -> {
          committed = true;
          if (!waiting.isEmpty()) {
            folders.clear();
          }
        });
  }

  /** Removes what was not moved and, without a commit, the folders that were made for it. */
  @Override
  public void close() throws IOException {
    lock.run(
        () -> {
          for (StagedFile file : waiting) {
            if (!committed || !file.isMoved().getAsBoolean()) {
              file.close();
            }
          }
          waiting.clear();
          paths.close();
          for (Path folder : folders.descendingSet()) {
            try {
              Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
              // Others have put something there.
            }
          }
          folders.clear();
        });
  }

  /**
   * Content that came and stands, verified, beside its place.
   *
   * @param path its place
   * @param check fails if the move would, as far as that can be known
   * @param move brings it to its place, by moves that can be taken back
   * @param isMoved returns whether {@code move} left nothing to remove
   * @param remove removes what was not moved
   */
  record StagedFile(
      Path path,
      Digest digest,
      IoAction check,
      IoConsumer<FileTransaction> move,
      BooleanSupplier isMoved,
      IoAction remove)
      implements AutoCloseable {

    /** Removes it unless it was moved. */
    @Override
    public void close() throws IOException {
      remove.run();
    }
  }
}
